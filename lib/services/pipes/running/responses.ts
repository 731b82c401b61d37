import type { Failure } from "../../../delivery/outcome.js";
import { isObject, parsedObject } from "../../../policies/document.js";

/** The failed messages of a batch. */
interface FailedItems {
  readonly ids: readonly string[];
  /** All of them failed: the function threw, or the execution did not succeed. */
  readonly failure?: Failure;
}

/** The result of a function or an execution. */
interface Returned {
  readonly failure?: Failure;
  /** JSON. Omitted for asynchronous invocations. */
  readonly payload?: string;
}

/** The result in the response of Invoke or StartSyncExecution. */
export function returnedBy(response: string | undefined): Returned {
  const output = parsedObject(response ?? "{}") ?? {};
  const { FunctionError, Payload, Status, Output, Error: error, Cause } = output;
  if (FunctionError !== undefined) return { failure: { kind: "error", reason: String(Payload) } };
  if (Status !== undefined && Status !== "SUCCEEDED")
    return { failure: { kind: "error", reason: `${String(error ?? Status)}: ${String(Cause ?? "")}` } };
  const payload = Payload ?? Output;
  return typeof payload === "string" ? { payload } : {};
}

/**
 * The messages that a target reports as failed in `batchItemFailures`.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
export function failedItems(ids: readonly string[], response: string | undefined): FailedItems {
  const { failure, payload } = returnedBy(response);
  if (failure) return { ids, failure };
  const { batchItemFailures } = parsedObject(payload ?? "{}") ?? {};
  if (!Array.isArray(batchItemFailures)) return { ids: [] };
  const named = batchItemFailures.map((item: unknown) => (isObject(item) ? item.itemIdentifier : undefined));
  // A response that identifies no message of the batch means that the whole batch failed.
  const known = named.filter((id): id is string => typeof id === "string" && ids.includes(id));
  return { ids: known.length < named.length ? ids : known };
}
