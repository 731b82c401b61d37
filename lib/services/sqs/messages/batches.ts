import { AwsError } from "../../../runtime/errors.js";
import { emptyBatch, entryIdInvalid, repeatedId, tooManyEntries } from "../errors/messages.js";
import type { BatchResultErrorEntry } from "../generated/types.js";

const MOST_ENTRIES = 10;
const ENTRY_ID = /^[\w-]{1,80}$/;

interface Entry {
  readonly Id: string;
}

/** The result of a batch. An empty list is omitted. */
interface BatchResult<Success extends Entry> {
  readonly Successful?: readonly Success[];
  readonly Failed?: readonly BatchResultErrorEntry[];
}

/**
 * Checks a batch as a whole.
 *
 * @param shape AWS's name of an entry.
 * @throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct
 */
export function checkEntries(entries: readonly Entry[], shape: string): void {
  if (entries.length === 0) throw emptyBatch(shape);
  if (entries.length > MOST_ENTRIES) throw tooManyEntries(entries.length);
  const ids = new Set<string>();
  for (const { Id } of entries) {
    if (!ENTRY_ID.test(Id)) throw entryIdInvalid();
    if (ids.has(Id)) throw repeatedId(Id);
    ids.add(Id);
  }
}

/** Executes the entries of a batch one by one. An entry that fails does not affect the others. */
export function eachEntry<Given extends Entry, Success extends Entry>(
  entries: readonly Given[],
  act: (entry: Given) => Success,
): BatchResult<Success> {
  const successful: Success[] = [];
  const failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      successful.push(act(entry));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: true, Code: queryCodeOf(error.code), Message: error.message });
    }
  }
  return {
    ...(successful.length > 0 && { Successful: successful }),
    ...(failed.length > 0 && { Failed: failed }),
  };
}

/** The codes of entries are those of the query protocol, also in JSON. */
function queryCodeOf(code: string): string {
  switch (code) {
    case "InvalidParameterValueException":
      return "InvalidParameterValue";
    case "MissingRequiredParameterException":
      return "MissingParameter";
    case "MessageNotInflight":
      return "AWS.SimpleQueueService.MessageNotInflight";
    default:
      return code;
  }
}
