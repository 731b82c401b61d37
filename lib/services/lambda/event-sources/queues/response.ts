import type { Completion } from "../../invoke/run.js";

/**
 * The messages of a batch that the function failed to process:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 *
 * @param reports whether the mapping has ReportBatchItemFailures; without it, the batch succeeds or fails as
 * a whole.
 */
export function failedMessages(
  batch: readonly string[],
  { failure, payload }: Pick<Completion, "failure" | "payload">,
  reports: boolean,
): ReadonlySet<string> {
  if (failure) return new Set(batch);
  if (!reports) return new Set();
  const failures = reportedFailures(payload);
  const known = new Set(batch);
  const ids = failures?.map(identifierOf);
  if (!ids?.every((id) => id !== undefined && known.has(id))) return known;
  return new Set(ids.flatMap((id) => id ?? []));
}

/** The failures in a response; `undefined` if it is not a list. An empty list is a success. */
function reportedFailures(payload: string): readonly unknown[] | undefined {
  const response: unknown = JSON.parse(payload || "null");
  if (typeof response !== "object" || response === null || !("batchItemFailures" in response))
    return response === null || response === "" || typeof response === "object" ? [] : undefined;
  const { batchItemFailures: failures } = response;
  if (failures === null) return [];
  return Array.isArray(failures) ? failures : undefined;
}

function identifierOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("itemIdentifier" in item)) return undefined;
  const { itemIdentifier: id } = item;
  return typeof id === "string" ? id : undefined;
}
