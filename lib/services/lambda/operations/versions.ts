import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import { describeConfiguration, describeListedConfiguration } from "../configuration.js";
import { codeSha256Mismatch, revisionMismatch } from "../errors/functions.js";
import type {
  FunctionConfiguration,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
  PublishVersionRequest,
} from "../generated/types.js";
import { refuseWhileChanging } from "../lifecycle.js";
import { existingFunction, latestOf } from "../lookup.js";
import { pager } from "../paging.js";
import { referenceOf } from "../references.js";
import { VERSIONS } from "../state.js";
import { publish } from "../versions.js";

export function publishVersion(input: PublishVersionRequest, ctx: Context): FunctionConfiguration {
  const { name } = referenceOf(ctx, input.FunctionName);
  const latest = latestOf(ctx, name);
  if (input.RevisionId !== undefined && input.RevisionId !== latest.revisionId) throw revisionMismatch();
  if (input.CodeSha256 && input.CodeSha256 !== latest.code.sha256) {
    throw codeSha256Mismatch(input.CodeSha256, latest.code.sha256);
  }
  refuseWhileChanging(ctx, latest);
  const owner = existingFunction(ctx, { name });
  const published = publish(ctx, owner, latest, { description: input.Description, pending: false });
  return describeConfiguration(ctx, published, published.version);
}

export function listVersionsByFunction(
  input: ListVersionsByFunctionRequest,
  ctx: Context,
): ListVersionsByFunctionResponse {
  const { name } = referenceOf(ctx, input.FunctionName);
  existingFunction(ctx, { name });
  const page = pager.rows(input, "ListVersionsByFunction", ctx.table(VERSIONS), { prefix: keyPrefix(name) });
  return {
    Versions: page.items.map((row) => describeListedConfiguration(ctx, row, row.version)),
    NextMarker: page.next,
  };
}
