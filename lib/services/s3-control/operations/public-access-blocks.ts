import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { checkAccount } from "../accounts.js";
import { invalidRequest, noSuchPublicAccessBlock } from "../errors/requests.js";
import type {
  DeletePublicAccessBlockRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutPublicAccessBlockRequest,
} from "../generated/types.js";
import { PUBLIC_ACCESS_BLOCKS } from "../state.js";

export function putPublicAccessBlock(input: PutPublicAccessBlockRequest, ctx: Context): object {
  checkAccount(ctx, input);
  const given = input.PublicAccessBlockConfiguration;
  if (Object.keys(given).length === 0) throw invalidRequest("Must specify at least one configuration.");
  const { BlockPublicAcls = false, IgnorePublicAcls = false } = given;
  const { BlockPublicPolicy = false, RestrictPublicBuckets = false } = given;
  const row = { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets };
  ctx.table(PUBLIC_ACCESS_BLOCKS).put(ONLY_ROW, row);
  return {};
}

export function getPublicAccessBlock(
  input: GetPublicAccessBlockRequest,
  ctx: Context,
): GetPublicAccessBlockOutput {
  checkAccount(ctx, input);
  const row = ctx.table(PUBLIC_ACCESS_BLOCKS).get(ONLY_ROW);
  if (!row) throw noSuchPublicAccessBlock(ctx.account);
  return { PublicAccessBlockConfiguration: row };
}

export function deletePublicAccessBlock(input: DeletePublicAccessBlockRequest, ctx: Context): object {
  checkAccount(ctx, input);
  ctx.table(PUBLIC_ACCESS_BLOCKS).delete(ONLY_ROW);
  return {};
}
