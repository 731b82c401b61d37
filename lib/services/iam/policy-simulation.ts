import type { Decision } from "../../authorization/decision.js";
import { decide, type Question } from "../../authorization/engine.js";
import type { Principal } from "../../authorization/principal.js";
import { keysOf } from "../../authorization/requirement.js";
import { NO_POLICIES, PolicySet } from "../../policies/policy-set.js";
import type { ConditionValues } from "../../policies/values.js";
import type { Context } from "../../runtime/context.js";
import { parseArn, rootArn } from "../../shared/arn.js";
import { invalidInput, principalNotFound } from "./errors.js";
import type { EvaluationResult, SimulatePrincipalPolicyRequest } from "./generated/types.js";
import { matchedStatements, RESOURCE_POLICY } from "./matched-statements.js";
import { checkIdentityPolicy } from "./policy-grammar.js";
import { policiesOf } from "./ports/identities.js";
import { GROUPS, keyOf } from "./state.js";

/** What a request simulates, for each of its actions. */
export interface Simulated {
  readonly principal: Principal;
  readonly input: Pick<
    SimulatePrincipalPolicyRequest,
    "ContextEntries" | "ResourceArns" | "ResourcePolicy" | "ResourceOwner"
  >;
}

/**
 * The user, role or group whose policies are simulated. @throws NoSuchEntity, InvalidInput for any other ARN
 */
export function sourcePrincipal(ctx: Context, arn: string): Principal {
  const { resource = "" } = parseArn(arn) ?? {};
  const [kind = ""] = resource.split("/");
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  if (kind === "group") {
    const group = ctx.table(GROUPS).get(keyOf(name));
    if (group?.arn !== arn) throw principalNotFound("group", name);
    const policies = policiesOf(ctx, group, "group");
    const attached = policies.map((one) => ctx.authorization.compiled(one.name, one.document));
    const identity = new PolicySet(attached);
    return { ...customPrincipal(ctx, arn), identity };
  }
  if (kind !== "user" && kind !== "role")
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const principal = ctx.authorization.principals.named(arn, ctx.region);
  if (!principal) throw principalNotFound(kind, name);
  return principal;
}

/** A principal without policies. */
export function customPrincipal(ctx: Context, arn = rootArn(ctx)): Principal {
  const { account } = ctx;
  const names = { type: "AWS", account, rootArn: rootArn(ctx), arn, userId: "" } as const;
  return { ...names, kind: "user", identity: NO_POLICIES, values: new Map() };
}

/** @throws MalformedPolicyDocument */
export function checkInputPolicy(document: string): void {
  checkIdentityPolicy(document);
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html */
export function simulated(ctx: Context, asked: Simulated, action: string): EvaluationResult {
  const resources = (asked.input.ResourceArns ?? []).filter((resource) => resource !== "*");
  // For several resources, AWS has a template of their ARNs instead of `*`.
  const [name = "*"] = resources.length === 1 ? resources : [];
  const { decision, missing, ...whole } = evaluated(ctx, asked, action, name);
  const result = { EvalActionName: action, EvalResourceName: name, EvalDecision: decision, ...whole };
  if (resources.length === 0) return { ...result, MissingContextValues: missing };
  return {
    ...result,
    MissingContextValues: [],
    EvalDecisionDetails: {},
    ResourceSpecificResults: resources.map((resource) => {
      const { decision: verdict, missing: keys, ...one } = evaluated(ctx, asked, action, resource);
      return {
        EvalResourceName: resource,
        EvalResourceDecision: verdict,
        ...one,
        MissingContextValues: keys,
      };
    }),
  };
}

function evaluated(ctx: Context, asked: Simulated, action: string, resource: string) {
  const question = questionOf(ctx, asked, action, resource);
  const decision = verdictOf(decide(question));
  const { boundary } = question.principal;
  const effect = decision === "allowed" ? "Allow" : "Deny";
  return {
    decision,
    missing: missingKeys(question),
    MatchedStatements: decision === "implicitDeny" ? [] : matchedStatements(question, effect),
    ...(boundary && {
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: isWithin(boundary, question) },
    }),
  };
}

/** Whether a boundary allows the action, whatever other policies do. */
function isWithin(boundary: PolicySet, question: Question): boolean {
  const principal = { ...question.principal, identity: boundary, boundary: undefined };
  return decide({ ...question, principal, resourcePolicy: undefined }).allowed;
}

function questionOf(
  ctx: Context,
  { principal, input }: Simulated,
  action: string,
  resource: string,
): Question {
  const { ContextEntries = [], ResourcePolicy, ResourceOwner } = input;
  const entries = keysOf(
    Object.fromEntries(
      ContextEntries.flatMap(({ ContextKeyName, ContextKeyValues = [], ContextKeyType = "string" }) =>
        ContextKeyName === undefined
          ? []
          : [
              [
                ContextKeyName,
                ContextKeyType.endsWith("List") ? ContextKeyValues : (ContextKeyValues[0] ?? ""),
              ],
            ],
      ),
    ),
  );
  const values: ConditionValues = { value: (key) => entries.get(key) ?? principal.values.get(key) };
  return {
    principal,
    action,
    resource,
    values,
    ...(ResourceOwner !== undefined && { owner: parseArn(ResourceOwner)?.account ?? ResourceOwner }),
    ...(ResourcePolicy !== undefined && {
      resourcePolicy: new PolicySet([ctx.authorization.compiled(RESOURCE_POLICY, ResourcePolicy)]),
    }),
  };
}

function verdictOf({ allowed, reason }: Decision): EvaluationResult["EvalDecision"] {
  if (allowed) return "allowed";
  return reason.kind === "explicit deny" ? "explicitDeny" : "implicitDeny";
}

/** The condition keys of statements for the action without a value. */
function missingKeys({ principal, action, values }: Question): string[] {
  const policies = [...principal.identity.policies, ...(principal.boundary?.policies ?? [])];
  const statements = policies.flatMap(({ policy }) => policy.statements);
  const keys = statements
    .filter((statement) => statement.isAboutAction(action.toLowerCase()))
    .flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return [...new Set(keys)].filter((key) => values.value(key.toLowerCase()) === undefined);
}
