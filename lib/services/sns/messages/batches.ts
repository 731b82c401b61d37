import {
  batchTooLong,
  emptyBatch,
  entryIdCharacter,
  entryIdTooLong,
  repeatedId,
  tooManyEntries,
} from "../errors/messages.js";
import type { PublishBatchRequestEntry } from "../generated/types.js";
import { MOST_BYTES, sizeOf } from "./content.js";

const MOST_ENTRIES = 10;
const LONGEST_ID = 80;

/**
 * Checks a batch as a whole.
 *
 * @throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct,
 * BatchRequestTooLong
 */
export function checkEntries(entries: readonly PublishBatchRequestEntry[]): void {
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > MOST_ENTRIES) throw tooManyEntries();
  for (const { Id } of entries) {
    if (Id.length > LONGEST_ID) throw entryIdTooLong(Id);
    if (!/^[\w-]+$/.test(Id)) throw entryIdCharacter(Id);
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw repeatedId();
  if (entries.reduce((size, entry) => size + sizeOf(entry), 0) > MOST_BYTES) throw batchTooLong();
}
