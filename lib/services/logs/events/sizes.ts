/** Bytes that CloudWatch Logs counts for an event in addition to its message. */
const OVERHEAD = 26;

/** Size of an event in bytes: its message in UTF-8, and 26. */
export function sizeOf({ message }: { readonly message: string }): number {
  return Buffer.byteLength(message) + OVERHEAD;
}

export function sizeOfAll(events: readonly { readonly message: string }[]): number {
  return events.reduce((sum, event) => sum + sizeOf(event), 0);
}

/** Maximum size of a page and of a batch in bytes. */
export const MOST_BYTES = 1_048_576;

/** Maximum number of events in a page and in a batch. */
export const MOST_EVENTS = 10_000;
