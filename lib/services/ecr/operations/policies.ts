import type { Context } from "../../../runtime/context.js";
import { registryPolicyNotFound } from "../errors/policies.js";
import { repositoryPolicyNotFound } from "../errors/repositories.js";
import type {
  DeleteRegistryPolicyRequest,
  DeleteRegistryPolicyResponse,
  DeleteRepositoryPolicyRequest,
  DeleteRepositoryPolicyResponse,
  GetRegistryPolicyRequest,
  GetRegistryPolicyResponse,
  GetRepositoryPolicyRequest,
  GetRepositoryPolicyResponse,
  PutRegistryPolicyRequest,
  PutRegistryPolicyResponse,
  SetRepositoryPolicyRequest,
  SetRepositoryPolicyResponse,
} from "../generated/types.js";
import { checkRegistryPolicy, checkRepositoryPolicy } from "../policies.js";
import { changeRegistry, registrySettings } from "../registry.js";
import { type Found, findRepository } from "../repositories.js";
import { REPOSITORIES } from "../state/repositories.js";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
export function setRepositoryPolicy(
  input: SetRepositoryPolicyRequest,
  ctx: Context,
): SetRepositoryPolicyResponse {
  const found = findRepository(ctx, input);
  const { policyText } = input;
  checkRepositoryPolicy(ctx, policyText);
  keepPolicy(found, policyText);
  return { registryId: found.at.account, repositoryName: found.name, policyText };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
export function getRepositoryPolicy(
  input: GetRepositoryPolicyRequest,
  ctx: Context,
): GetRepositoryPolicyResponse {
  const { at, name, policyText } = findRepository(ctx, input);
  if (policyText === undefined) throw repositoryPolicyNotFound(name, at);
  return { registryId: at.account, repositoryName: name, policyText };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html */
export function deleteRepositoryPolicy(
  input: DeleteRepositoryPolicyRequest,
  ctx: Context,
): DeleteRepositoryPolicyResponse {
  const found = findRepository(ctx, input);
  const { at, name, policyText } = found;
  if (policyText === undefined) throw repositoryPolicyNotFound(name, at);
  keepPolicy(found, undefined);
  return { registryId: at.account, repositoryName: name, policyText };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryPolicy.html */
export function putRegistryPolicy(
  { policyText }: PutRegistryPolicyRequest,
  ctx: Context,
): PutRegistryPolicyResponse {
  checkRegistryPolicy(ctx, policyText);
  changeRegistry(ctx, { policyText });
  return { registryId: ctx.account, policyText };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRegistryPolicy.html */
export function getRegistryPolicy(_input: GetRegistryPolicyRequest, ctx: Context): GetRegistryPolicyResponse {
  const { policyText } = registrySettings(ctx);
  if (policyText === undefined) throw registryPolicyNotFound(ctx);
  return { registryId: ctx.account, policyText };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRegistryPolicy.html */
export function deleteRegistryPolicy(
  input: DeleteRegistryPolicyRequest,
  ctx: Context,
): DeleteRegistryPolicyResponse {
  const deleted = getRegistryPolicy(input, ctx);
  changeRegistry(ctx, { policyText: undefined });
  return deleted;
}

function keepPolicy({ at, name, repository, tags }: Found, policyText: string | undefined): void {
  at.table(REPOSITORIES).put(name, { repository, tags, ...(policyText !== undefined && { policyText }) });
}
