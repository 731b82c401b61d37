import type { Context } from "../../../runtime/context.js";
import type { DocumentTimestamps, OperationOutcome } from "../../../runtime/ports/operations.js";
import type { Json } from "../../../runtime/store/codec.js";
import { stsArn } from "../../../shared/arn.js";

/** The caller of operations. */
export interface CallingExecution {
  readonly ctx: Context;
  readonly executionArn: string;
  readonly executionName: string;
  /** The role of the state machine, or of the task. */
  readonly roleArn: string;
}

/** Calls an operation of any service with the role of an execution. */
export function callOperation(
  { ctx, executionArn, executionName, roleArn }: CallingExecution,
  service: string,
  operation: string,
  input: Json,
  timestamps: DocumentTimestamps = "seconds",
): OperationOutcome | PromiseLike<OperationOutcome> {
  const { operations } = ctx.ports;
  if (!operations) return { kind: "unknown", reason: "No service is simulated." };
  const { account, region } = ctx;
  const role = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  return operations.call({
    service,
    operation,
    input,
    timestamps,
    at: { account, region },
    callerArn: stsArn(ctx, `assumed-role/${role}/${executionName}`),
    roleArn,
    userAgent: "states.amazonaws.com",
    cause: executionArn,
  });
}
