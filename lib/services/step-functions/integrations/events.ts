import type { Json } from "../../../runtime/store/codec.js";
import { andThen } from "../../../values/promises.js";
import { stateMachineArn } from "../arns.js";
import { isObject } from "../expressions/json-path/compare.js";
import type { JsonObject } from "../json-objects.js";
import type { Outcome } from "../running/outcomes.js";
import { failed, notAnswered } from "./errors.js";
import { withMetadata } from "./metadata.js";
import { callOperation } from "./operations.js";
import type { ServiceCall } from "./resource-call.js";

/**
 * `events:putEvents`: adds the state machine and the execution to each entry. One failed entry fails the
 * task.
 */
export function putEvents(call: ServiceCall): Outcome | PromiseLike<Outcome> {
  const parameters: JsonObject = JSON.parse(call.parameters);
  const input = { ...parameters, Entries: entriesOf(call, parameters.Entries ?? []) };
  return andThen(callOperation(call, "events", "PutEvents", input), (outcome): Outcome => {
    if (outcome.kind === "unknown") return notAnswered(call, outcome.reason);
    if (outcome.kind === "error") return failed(call, outcome);
    const { FailedEntryCount: count = 0, Entries: entries = [] } = outcome.output;
    if (typeof count === "number" && count > 0) {
      const cause = JSON.stringify({ Entries: entries, FailedEntryCount: count });
      return [{ kind: "failed", error: "EventBridge.FailedEntry", cause }];
    }
    const output = JSON.stringify(withMetadata(outcome));
    return [
      call.integration.pattern === "waitForTaskToken"
        ? { kind: "submitted", output }
        : { kind: "succeeded", output },
    ];
  });
}

function entriesOf({ ctx, executionArn }: ServiceCall, entries: Json): Json {
  if (!Array.isArray(entries)) return entries;
  const [, , , , , , machine = ""] = executionArn.split(":");
  const caller = [stateMachineArn(ctx, machine), executionArn];
  return entries.map((entry: Json) => {
    if (!isObject(entry)) return entry;
    const { Detail: detail, Resources: resources = [], ...others } = entry;
    return {
      ...others,
      ...(detail !== undefined && { Detail: typeof detail === "string" ? detail : JSON.stringify(detail) }),
      Resources: [...(Array.isArray(resources) ? resources : []), ...caller],
    };
  });
}
