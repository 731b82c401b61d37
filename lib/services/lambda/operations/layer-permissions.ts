import type { Context } from "../../../runtime/context.js";
import { noPolicyAssociated } from "../errors/requests.js";
import type {
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse,
  GetLayerVersionPolicyRequest,
  GetLayerVersionPolicyResponse,
  RemoveLayerVersionPermissionRequest,
} from "../generated/types.js";
import { existingLayerVersion } from "../layers.js";
import {
  checkPolicyRevision,
  policyDocument,
  principalOf,
  withoutStatement,
  withStatement,
} from "../policy.js";
import {
  LAYER_VERSIONS,
  type LayerVersionRow,
  type PolicyRow,
  qualifiedKey,
  type Statement,
} from "../state.js";

const READER = "GetLayerPolicy";

export function addLayerVersionPermission(
  input: AddLayerVersionPermissionRequest,
  ctx: Context,
): AddLayerVersionPermissionResponse {
  const row = existingLayerVersion(ctx, input.LayerName, input.VersionNumber);
  checkPolicyRevision(row.policy, input.RevisionId, READER);
  const statement: Statement = {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: principalOf(ctx, input.Principal),
    Action: input.Action,
    Resource: row.published.LayerVersionArn,
    ...(input.OrganizationId !== undefined && {
      Condition: { StringEquals: { "aws:PrincipalOrgID": input.OrganizationId } },
    }),
  };
  const policy = withStatement(ctx, row.policy, statement);
  store(ctx, row, policy);
  return { Statement: JSON.stringify(statement), RevisionId: policy.revisionId };
}

export function getLayerVersionPolicy(
  input: GetLayerVersionPolicyRequest,
  ctx: Context,
): GetLayerVersionPolicyResponse {
  const { policy } = existingLayerVersion(ctx, input.LayerName, input.VersionNumber);
  if (!policy) throw noPolicyAssociated();
  return { Policy: policyDocument(policy), RevisionId: policy.revisionId };
}

export function removeLayerVersionPermission(
  input: RemoveLayerVersionPermissionRequest,
  ctx: Context,
): object {
  const row = existingLayerVersion(ctx, input.LayerName, input.VersionNumber);
  if (!row.policy) throw noPolicyAssociated();
  checkPolicyRevision(row.policy, input.RevisionId, READER);
  store(ctx, row, withoutStatement(ctx, row.policy, input.StatementId));
  return {};
}

function store(ctx: Context, row: LayerVersionRow, policy: PolicyRow | undefined): void {
  ctx.table(LAYER_VERSIONS).put(qualifiedKey(row.layerName, row.version), { ...row, policy });
}
