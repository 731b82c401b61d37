import type { Json } from "../../../runtime/store/codec.js";
import { andThen } from "../../../values/promises.js";
import type { JsonObject } from "../json-objects.js";
import type { Outcome } from "../running/outcomes.js";
import type { ExecutionRow } from "../state/executions.js";
import { failed, notAnswered } from "./errors.js";
import { withMetadata } from "./metadata.js";
import { callOperation } from "./operations.js";
import type { ServiceCall } from "./resource-call.js";

/** `states:startExecution`: with `.sync`, the task ends when the execution has ended. */
export function startExecution(call: ServiceCall): Outcome | PromiseLike<Outcome> {
  const { Input: given, ...others }: JsonObject = JSON.parse(call.parameters);
  const input = typeof given === "string" || given === undefined ? given : JSON.stringify(given);
  const parameters = { ...others, ...(input !== undefined && { Input: input }) };
  return andThen(callOperation(call, "sfn", "StartExecution", parameters), (outcome): Outcome => {
    if (outcome.kind === "unknown") return notAnswered(call, outcome.reason);
    if (outcome.kind === "error") return failed(call, outcome);
    const output = JSON.stringify(withMetadata(outcome, { "Content-Type": "application/x-amz-json-1.0" }));
    const { ExecutionArn: arn } = outcome.output;
    switch (call.integration.pattern) {
      case "requestResponse":
        return [{ kind: "succeeded", output }];
      case "waitForTaskToken":
        return [{ kind: "submitted", output }];
      default:
        return [{ kind: "submitted", output, job: typeof arn === "string" ? arn : undefined }];
    }
  });
}

/** An ended execution, for `.sync`. */
export interface EndedExecution {
  readonly row: ExecutionRow;
  readonly executionArn: string;
  readonly stateMachineArn: string;
}

/**
 * The outcome of `.sync` for an ended execution. @param parsed `.sync:2`: input and output are JSON, not
 * strings.
 */
export function endedExecution(
  { row, executionArn, stateMachineArn }: EndedExecution,
  parsed: boolean,
): Outcome {
  const data = (text: string): Json => (parsed ? JSON.parse(text) : text);
  const { status, output, error, cause } = row;
  const description: Json = {
    ...(cause !== undefined && { Cause: cause }),
    ...(error !== undefined && { Error: error }),
    ExecutionArn: executionArn,
    Input: data(row.input),
    InputDetails: { Included: true },
    Name: row.name,
    ...(output !== undefined && { Output: data(output), OutputDetails: { Included: true } }),
    StartDate: row.startDate,
    StateMachineArn: stateMachineArn,
    Status: status,
    ...(row.stopDate !== undefined && { StopDate: row.stopDate }),
  };
  const text = JSON.stringify(description);
  return status === "SUCCEEDED"
    ? [{ kind: "succeeded", output: text }]
    : [{ kind: "failed", error: "States.TaskFailed", cause: text }];
}
