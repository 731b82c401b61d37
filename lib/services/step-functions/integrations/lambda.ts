import type { OperationOutcome } from "../../../runtime/ports/operations.js";
import type { Json } from "../../../runtime/store/codec.js";
import { andThen } from "../../../values/promises.js";
import { type JsonObject, membersOf } from "../json-objects.js";
import type { Outcome } from "../running/outcomes.js";
import { failed, optimizedFailure } from "./errors.js";
import { withMetadata } from "./metadata.js";
import { callOperation } from "./operations.js";
import type { ResourceCall, ServiceCall } from "./resource-call.js";

type Output = Extract<OperationOutcome, { kind: "output" }>;

/** A task whose resource is the ARN of a function: the result is the function's return value. */
export function invokeDirectly(call: ResourceCall, functionArn: string): Outcome | PromiseLike<Outcome> {
  const input = { FunctionName: functionArn, Payload: call.parameters };
  return andThen(callOperation(call, "lambda", "Invoke", input), (outcome): Outcome => {
    if (outcome.kind === "unknown")
      return [{ kind: "failed", error: "States.Runtime", cause: outcome.reason }];
    if (outcome.kind === "error") return [optimizedFailure("lambda", outcome)];
    return [functionFailure(outcome) ?? { kind: "succeeded", output: payloadOf(outcome) }];
  });
}

/** `lambda:invoke`: the result is Lambda's response, with the payload as JSON. */
export function invokeFunction(call: ServiceCall): Outcome | PromiseLike<Outcome> {
  const { Payload: payload, ...others }: JsonObject = JSON.parse(call.parameters);
  const input = { ...others, ...(payload !== undefined && { Payload: JSON.stringify(payload) }) };
  return andThen(callOperation(call, "lambda", "Invoke", input), (outcome): Outcome => {
    if (outcome.kind === "unknown")
      return [{ kind: "failed", error: "States.Runtime", cause: outcome.reason }];
    if (outcome.kind === "error") return failed(call, outcome);
    const failure = functionFailure(outcome);
    if (failure) return [failure];
    const output = JSON.stringify(responseOf(outcome));
    return [
      call.integration.pattern === "waitForTaskToken"
        ? { kind: "submitted", output }
        : { kind: "succeeded", output },
    ];
  });
}

function responseOf(outcome: Output): Json {
  const { ExecutedVersion: version = "$LATEST", LogResult: log } = outcome.output;
  const text = payloadOf(outcome);
  return withMetadata(
    {
      ...outcome,
      output: {
        ExecutedVersion: version,
        ...(log !== undefined && { LogResult: log }),
        Payload: parse(text),
        StatusCode: outcome.status,
      },
    },
    {
      "X-Amz-Executed-Version": String(version),
      "x-amzn-Remapped-Content-Length": "0",
      "Content-Length": String(Buffer.byteLength(text)),
      "Content-Type": "application/json",
    },
  );
}

/** The failure of a function, by the type and message of its error. */
function functionFailure(outcome: Output) {
  if (outcome.output.FunctionError === undefined) return undefined;
  const cause = payloadOf(outcome);
  const { errorType: type } = membersOf(parse(cause));
  return { kind: "failed", error: typeof type === "string" ? type : "Lambda.Unknown", cause } as const;
}

function payloadOf({ output: { Payload: payload } }: Output): string {
  return typeof payload === "string" && payload !== "" ? payload : "null";
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
