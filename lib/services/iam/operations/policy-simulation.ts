import type { Principal } from "../../../authorization/principal.js";
import { type AttachedPolicy, PolicySet } from "../../../policies/policy-set.js";
import type { Context } from "../../../runtime/context.js";
import type {
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { checkInputPolicy, customPrincipal, simulated, sourcePrincipal } from "../policy-simulation.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export function simulatePrincipalPolicy(
  input: SimulatePrincipalPolicyRequest,
  ctx: Context,
): SimulatePolicyResponse {
  const source = sourcePrincipal(ctx, input.PolicySourceArn);
  return page(ctx, input, source);
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export function simulateCustomPolicy(
  input: SimulateCustomPolicyRequest,
  ctx: Context,
): SimulatePolicyResponse {
  return page(ctx, input, customPrincipal(ctx, input.CallerArn));
}

type SimulationRequest = Omit<SimulatePrincipalPolicyRequest, "PolicySourceArn">;

function page(ctx: Context, input: SimulationRequest, source: Principal): SimulatePolicyResponse {
  const given = (documents: readonly string[] = [], what: string): AttachedPolicy[] =>
    documents.map((document, index) => {
      checkInputPolicy(document);
      return ctx.authorization.compiled(`${what}.${index + 1}`, document);
    });
  const bounds = given(input.PermissionsBoundaryPolicyInputList, "PermissionsBoundaryPolicyInputList");
  const principal: Principal = {
    ...source,
    identity: new PolicySet([
      ...source.identity.policies,
      ...given(input.PolicyInputList, "PolicyInputList"),
    ]),
    boundary: bounds.length > 0 ? new PolicySet(bounds.slice(0, 1)) : source.boundary,
  };
  const results = input.ActionNames.map((action) => simulated(ctx, { principal, input }, action));
  const { items, paging } = pageOfList(input, "simulation", results);
  return { EvaluationResults: items, ...paging };
}
