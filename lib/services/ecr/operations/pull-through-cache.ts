import type { Context } from "../../../runtime/context.js";
import { pullThroughRuleExists, pullThroughRuleNotFound } from "../errors/registry.js";
import type {
  CreatePullThroughCacheRuleRequest,
  CreatePullThroughCacheRuleResponse,
  DeletePullThroughCacheRuleRequest,
  DeletePullThroughCacheRuleResponse,
  DescribePullThroughCacheRulesRequest,
  DescribePullThroughCacheRulesResponse,
  UpdatePullThroughCacheRuleRequest,
  UpdatePullThroughCacheRuleResponse,
  ValidatePullThroughCacheRuleRequest,
  ValidatePullThroughCacheRuleResponse,
} from "../generated/types.js";
import { pager, rejectPaging } from "../paging.js";
import { registryOf } from "../registry.js";
import { PULL_THROUGH_RULES, type SimulatedCacheRule } from "../state/registry.js";
import { upstreamOf } from "../upstreams.js";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html */
export function createPullThroughCacheRule(
  input: CreatePullThroughCacheRuleRequest,
  ctx: Context,
): CreatePullThroughCacheRuleResponse {
  const at = registryOf(ctx, input);
  const { ecrRepositoryPrefix, upstreamRegistryUrl, credentialArn, customRoleArn, upstreamRepositoryPrefix } =
    input;
  const upstreamRegistry = upstreamOf(upstreamRegistryUrl, credentialArn);
  if (at.table(PULL_THROUGH_RULES).has(ecrRepositoryPrefix))
    throw pullThroughRuleExists(ecrRepositoryPrefix, at);
  const created = {
    ecrRepositoryPrefix,
    upstreamRegistryUrl,
    createdAt: at.date(),
    registryId: at.account,
    upstreamRegistry,
    ...(credentialArn !== undefined && { credentialArn }),
    ...(customRoleArn !== undefined && { customRoleArn }),
    // The default, ROOT, is effective but not returned.
    ...(upstreamRepositoryPrefix !== undefined && { upstreamRepositoryPrefix }),
  };
  at.table(PULL_THROUGH_RULES).put(ecrRepositoryPrefix, { ...created, updatedAt: created.createdAt });
  return created;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribePullThroughCacheRules.html */
export function describePullThroughCacheRules(
  input: DescribePullThroughCacheRulesRequest,
  ctx: Context,
): DescribePullThroughCacheRulesResponse {
  const at = registryOf(ctx, input);
  if (input.ecrRepositoryPrefixes) {
    rejectPaging(input, "ecrRepositoryPrefixes");
    return { pullThroughCacheRules: input.ecrRepositoryPrefixes.map((prefix) => findRule(at, prefix)) };
  }
  const { items, next } = pager.rows(input, "DescribePullThroughCacheRules", at.table(PULL_THROUGH_RULES));
  return { pullThroughCacheRules: items, nextToken: next };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UpdatePullThroughCacheRule.html */
export function updatePullThroughCacheRule(
  input: UpdatePullThroughCacheRuleRequest,
  ctx: Context,
): UpdatePullThroughCacheRuleResponse {
  const at = registryOf(ctx, input);
  const before = findRule(at, input.ecrRepositoryPrefix);
  const credentialArn = input.credentialArn ?? before.credentialArn;
  const customRoleArn = input.customRoleArn ?? before.customRoleArn;
  const rule = { ...before, credentialArn, customRoleArn, updatedAt: at.date() };
  at.table(PULL_THROUGH_RULES).put(rule.ecrRepositoryPrefix, rule);
  const { ecrRepositoryPrefix, registryId, updatedAt, upstreamRepositoryPrefix } = rule;
  return {
    ecrRepositoryPrefix,
    registryId,
    updatedAt,
    credentialArn,
    customRoleArn,
    upstreamRepositoryPrefix,
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeletePullThroughCacheRule.html */
export function deletePullThroughCacheRule(
  input: DeletePullThroughCacheRuleRequest,
  ctx: Context,
): DeletePullThroughCacheRuleResponse {
  const at = registryOf(ctx, input);
  const { updatedAt, upstreamRegistry, ...deleted } = findRule(at, input.ecrRepositoryPrefix);
  at.table(PULL_THROUGH_RULES).delete(input.ecrRepositoryPrefix);
  return deleted;
}

/**
 * Every rule is valid; no upstream is contacted.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ValidatePullThroughCacheRule.html
 */
export function validatePullThroughCacheRule(
  input: ValidatePullThroughCacheRuleRequest,
  ctx: Context,
): ValidatePullThroughCacheRuleResponse {
  const at = registryOf(ctx, input);
  const { createdAt, updatedAt, upstreamRegistry, ...rule } = findRule(at, input.ecrRepositoryPrefix);
  return { ...rule, isValid: true };
}

function findRule(at: Context, prefix: string): SimulatedCacheRule {
  const rule = at.table(PULL_THROUGH_RULES).get(prefix);
  if (!rule) throw pullThroughRuleNotFound(prefix, at);
  return rule;
}
