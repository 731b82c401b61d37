import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import type {
  DescribeAccountPreferencesRequest,
  DescribeAccountPreferencesResponse,
  PutAccountPreferencesRequest,
  PutAccountPreferencesResponse,
  ResourceIdPreference,
} from "../generated/types.js";
import { idPreference } from "../ids.js";
import { PREFERENCES } from "../state.js";

/** https://docs.aws.amazon.com/efs/latest/ug/API_PutAccountPreferences.html */
export function putAccountPreferences(
  input: PutAccountPreferencesRequest,
  ctx: Context,
): PutAccountPreferencesResponse {
  ctx.table(PREFERENCES).put(ONLY_ROW, input.ResourceIdType);
  return { ResourceIdPreference: preference(ctx) };
}

/**
 * https://docs.aws.amazon.com/efs/latest/ug/API_DescribeAccountPreferences.html: there is one preference, so
 * never a second page.
 */
export function describeAccountPreferences(
  _input: DescribeAccountPreferencesRequest,
  ctx: Context,
): DescribeAccountPreferencesResponse {
  return { ResourceIdPreference: preference(ctx) };
}

function preference(ctx: Context): ResourceIdPreference {
  return { ResourceIdType: idPreference(ctx), Resources: ["FILE_SYSTEM", "MOUNT_TARGET"] };
}
