import type { Context } from "../../../runtime/context.js";
import { noPolicyAssociated, noPolicyForLatest, noPolicyFound, resourceMissing } from "../errors/requests.js";
import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from "../generated/types.js";
import { existingFunction, existingQualified } from "../lookup.js";
import {
  checkPolicyRevision,
  policyDocument,
  principalOf,
  withoutStatement,
  withStatement,
} from "../policy.js";
import { type FunctionReference, functionArn, referenceOf } from "../references.js";
import { FUNCTIONS, LATEST, POLICIES, qualifiedKey, type Statement } from "../state.js";

const READER = "GetPolicy";

export function addPermission(input: AddPermissionRequest, ctx: Context): AddPermissionResponse {
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  if (reference.qualifier === LATEST) throw noPolicyForLatest();
  const Principal = principalOf(ctx, input.Principal);
  refuseMissing(ctx, reference);
  const key = keyOf(reference);
  const before = ctx.table(POLICIES).get(key);
  checkPolicyRevision(before, input.RevisionId, READER);
  const statement: Statement = {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal,
    Action: input.Action,
    Resource: functionArn(ctx, reference),
    ...conditionOf(input),
  };
  ctx.table(POLICIES).put(key, withStatement(ctx, before, statement));
  return { Statement: JSON.stringify(statement) };
}

export function getPolicy(input: GetPolicyRequest, ctx: Context): GetPolicyResponse {
  const row = ctx.table(POLICIES).get(keyOf(referenceOf(ctx, input.FunctionName, input.Qualifier)));
  if (!row) throw resourceMissing();
  return { Policy: policyDocument(row), RevisionId: row.revisionId };
}

export function removePermission(input: RemovePermissionRequest, ctx: Context): object {
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  if (!ctx.table(FUNCTIONS).has(reference.name)) throw noPolicyFound(functionArn(ctx, reference));
  const key = keyOf(reference);
  const before = ctx.table(POLICIES).get(key);
  if (!before) throw noPolicyAssociated();
  checkPolicyRevision(before, input.RevisionId, READER);
  const after = withoutStatement(ctx, before, input.StatementId);
  if (after) ctx.table(POLICIES).put(key, after);
  else ctx.table(POLICIES).delete(key);
  return {};
}

/** The function without a qualifier, each version and each alias have separate policies. */
function keyOf({ name, qualifier }: FunctionReference): string {
  return qualifiedKey(name, qualifier ?? "");
}

function refuseMissing(ctx: Context, reference: FunctionReference): void {
  existingFunction(ctx, reference, { name: reference.name });
  if (reference.qualifier === undefined) return;
  existingQualified(ctx, reference);
}

function conditionOf(input: AddPermissionRequest): { Condition?: object } {
  const equals = {
    ...(input.SourceAccount !== undefined && { "AWS:SourceAccount": input.SourceAccount }),
    ...(input.FunctionUrlAuthType !== undefined && {
      "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType,
    }),
    ...(input.PrincipalOrgID !== undefined && { "aws:PrincipalOrgID": input.PrincipalOrgID }),
    ...(input.EventSourceToken !== undefined && { "lambda:EventSourceToken": input.EventSourceToken }),
  };
  const condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.InvokedViaFunctionUrl !== undefined && {
      Bool: { "lambda:InvokedViaFunctionUrl": String(input.InvokedViaFunctionUrl) },
    }),
    ...(input.SourceArn !== undefined && { ArnLike: { "AWS:SourceArn": input.SourceArn } }),
  };
  return Object.keys(condition).length > 0 ? { Condition: condition } : {};
}
