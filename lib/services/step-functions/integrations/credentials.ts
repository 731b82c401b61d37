import type { Context } from "../../../runtime/context.js";
import type { Outcome } from "../running/outcomes.js";

/**
 * The failure of a task whose role cannot be assumed by the role of its state machine; `undefined` if it can.
 */
export function assumeRole(ctx: Context, machineRole: string, taskRole: string): Outcome | undefined {
  const requirement = { action: "sts:AssumeRole", resource: taskRole, trust: true } as const;
  if (!ctx.denialOfRole(machineRole, [requirement])) return undefined;
  const cause = `The role ${machineRole} is not authorized to assume the task state's role, ${taskRole}.`;
  return [{ kind: "failed", error: "States.TaskFailed", cause }];
}
