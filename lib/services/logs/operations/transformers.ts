import type { Context } from "../../../runtime/context.js";
import { standardClassOnly, transformerNotFound } from "../errors.js";
import type {
  DeleteTransformerRequest,
  GetTransformerRequest,
  GetTransformerResponse,
  PutTransformerRequest,
} from "../generated/types.js";
import { groupArn, identifiedGroup } from "../groups.js";
import { checkProcessors } from "../policy-documents.js";
import { TRANSFORMERS } from "../state/policies.js";

/** The transformer is stored; events are not transformed. */
export function putTransformer(input: PutTransformerRequest, ctx: Context): object {
  const { logGroupName, logGroupClass } = identifiedGroup(ctx, input.logGroupIdentifier);
  if (logGroupClass !== "STANDARD") throw standardClassOnly();
  const { transformerConfig } = input;
  checkProcessors(transformerConfig);
  const transformers = ctx.table(TRANSFORMERS);
  const creationTime = transformers.get(logGroupName)?.creationTime ?? ctx.now();
  transformers.put(logGroupName, { transformerConfig, creationTime, lastModifiedTime: ctx.now() });
  return {};
}

export function getTransformer(input: GetTransformerRequest, ctx: Context): GetTransformerResponse {
  const { logGroupName } = identifiedGroup(ctx, input.logGroupIdentifier);
  const row = ctx.table(TRANSFORMERS).get(logGroupName);
  if (!row) throw transformerNotFound();
  return { logGroupIdentifier: groupArn(ctx, logGroupName), ...row };
}

export function deleteTransformer(input: DeleteTransformerRequest, ctx: Context): object {
  const { logGroupName } = identifiedGroup(ctx, input.logGroupIdentifier);
  if (!ctx.table(TRANSFORMERS).delete(logGroupName)) throw transformerNotFound();
  return {};
}
