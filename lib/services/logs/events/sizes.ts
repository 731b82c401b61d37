/** What CloudWatch Logs counts for an event besides its message. */
const OVERHEAD = 26;

/** Bytes that an event counts: of its message in UTF-8, and 26. */
export function sizeOf({ message }: { readonly message: string }): number {
  return Buffer.byteLength(message) + OVERHEAD;
}

export function sizeOfAll(events: readonly { readonly message: string }[]): number {
  return events.reduce((sum, event) => sum + sizeOf(event), 0);
}

/** A page of events, and a batch to put, has at most so many bytes. */
export const MOST_BYTES = 1_048_576;

/** … and at most so many events. */
export const MOST_EVENTS = 10_000;
