import type { Context } from "../../../runtime/context.js";
import { parseArn, regionalArn } from "../../../shared/arn.js";
import { stateMachineArn } from "../arns.js";
import { invalidArnPrefix } from "../errors/requests.js";
import { managedRuleDenied, roleCannotBeAssumed, roleMayNotLog } from "../errors/state-machines.js";
import { readResource } from "../integrations/resource.js";
import { COMPILED_MACHINES } from "../running/machines.js";
import type { RevisionRow } from "../state/state-machines.js";

/** Unless permissions are evaluated, a role need not exist. @throws InvalidArn */
export function checkRole(roleArn: string): void {
  const { service, resource = "" } = parseArn(roleArn) ?? {};
  if (service !== "iam" || !resource.startsWith("role/")) throw invalidArnPrefix(roleArn);
}

/**
 * Checks the permissions that the role of a state machine must have before any execution.
 *
 * @throws AccessDeniedException if permissions are enforced
 */
export function checkPermissions(
  ctx: Context,
  { stateMachine, roleArn, definition, loggingConfiguration }: RevisionRow,
): void {
  if (!ctx.decidesPermissions) return;
  requireTrust(ctx, stateMachineArn(ctx, stateMachine), roleArn);
  for (const rule of managedRules(ctx, definition)) {
    const resource = regionalArn("events", ctx, `rule/${rule}`);
    if (
      ctx.denialOfRole(
        roleArn,
        RULE_ACTIONS.map((action) => ({ action, resource })),
      )
    )
      throw managedRuleDenied(roleArn);
  }
  const logs = loggingConfiguration.level !== "OFF";
  if (
    logs &&
    ctx.denialOfRole(
      roleArn,
      LOG_ACTIONS.map((action) => ({ action, resource: "*" })),
    )
  )
    throw roleMayNotLog();
}

/** The role must trust the global or the regional service principal. */
function requireTrust(ctx: Context, sourceArn: string, roleArn: string): void {
  const requirement = { action: "sts:AssumeRole", resource: roleArn, trust: true } as const;
  const services = ["states.amazonaws.com", `states.${ctx.region}.amazonaws.com`];
  const isTrusted = services.some(
    (service) => !ctx.denialOfService({ service, sourceArn, sourceAccount: ctx.account }, requirement),
  );
  if (!isTrusted) throw roleCannotBeAssumed();
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const LOG_ACTIONS = [
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
];

const RULE_ACTIONS = ["events:PutTargets", "events:PutRule", "events:DescribeRule"];

/** The rules through which Step Functions receives the end of jobs, one for each service. */
const RULES: ReadonlyMap<string, string> = new Map([
  ["ecs", "StepFunctionsGetEventsForECSTaskRule"],
  ["states", "StepFunctionsGetEventsForStepFunctionsExecutionRule"],
]);

function managedRules(ctx: Context, definition: string): ReadonlySet<string> {
  const rules = new Set<string>();
  for (const state of ctx.transient(COMPILED_MACHINES).get(definition).states.values()) {
    if (state.type !== "Task") continue;
    const integration = readResource(state.resource);
    if (integration.kind !== "service" || !integration.pattern.startsWith("sync")) continue;
    const rule = RULES.get(integration.service);
    if (rule !== undefined) rules.add(rule);
  }
  return rules;
}
