import { type Attempted, type Failure, failed } from "../../../delivery/outcome.js";
import { callInRole, type RoleCaller } from "../../../delivery/senders/role-calls.js";
import { parseArn } from "../../../shared/arn.js";
import { andThen } from "../../../values/promises.js";
import type { PipeRow } from "../state.js";
import { returnedBy } from "./responses.js";
import { type PipeFacts, shape } from "./templates.js";

/** The elements of a batch after its enrichment. */
type Enriched = { readonly elements: readonly unknown[] } | { readonly failure: Failure };

/**
 * Replaces the elements of a batch with the result of the pipe's enrichment: a function, or an Express
 * workflow.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
 */
export function enrich(
  caller: RoleCaller,
  { settings }: PipeRow,
  elements: readonly unknown[],
  facts: PipeFacts,
): Enriched | PromiseLike<Enriched> {
  const { Enrichment: arn, EnrichmentParameters: { InputTemplate: template } = {} } = settings;
  if (!arn) return { elements };
  const shaped = elements.map((element) =>
    template === undefined ? JSON.stringify(element) : shape(template, element, facts),
  );
  return andThen(call(caller, arn, `[${shaped.join(",")}]`), (attempted): Enriched => {
    if (attempted.status === "failed") return { failure: attempted.failure };
    const { failure, payload = "[]" } = returnedBy(
      attempted.status === "delivered" ? attempted.response?.body : undefined,
    );
    if (failure) return { failure };
    const returned: unknown = JSON.parse(payload === "" ? "null" : payload);
    return { elements: Array.isArray(returned) ? returned : [returned] };
  });
}

function call(caller: RoleCaller, target: string, input: string): Attempted | PromiseLike<Attempted> {
  switch (parseArn(target)?.service) {
    case "lambda":
      return callInRole(caller, {
        service: "lambda",
        operation: "Invoke",
        input: { FunctionName: target, Payload: input },
        target,
      });
    case "states":
      return callInRole(caller, {
        service: "sfn",
        operation: "StartSyncExecution",
        input: { stateMachineArn: target, input },
        target,
      });
    default:
      return failed("rejected", `aws-sim does not enrich with ${target}.`);
  }
}
