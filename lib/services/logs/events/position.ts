/** The position of an event in time order. Events of the same millisecond are in order of arrival. */
export interface Position {
  readonly timestamp: number;
  readonly ordinal: number;
}

const TIMESTAMP_DIGITS = 16;
const ORDINAL_DIGITS = 16;
/** Ids and tokens of CloudWatch Logs are 56 digits that start with 3. */
export const STREAM_DIGITS = 56 - 1 - TIMESTAMP_DIGITS - ORDINAL_DIGITS;
const NO_STREAM = "0".repeat(STREAM_DIGITS);

export function comparePositions(a: Position, b: Position): number {
  return a.timestamp - b.timestamp || a.ordinal - b.ordinal;
}

export function latest(a: Position, b: Position): Position {
  return comparePositions(a, b) < 0 ? b : a;
}

export function earliest(a: Position, b: Position): Position {
  return comparePositions(a, b) < 0 ? a : b;
}

/** The position directly after an event. */
export function behind({ timestamp, ordinal }: Position): Position {
  return { timestamp, ordinal: ordinal + 1 };
}

/** The position before all events of a time. */
export function startOf(timestamp: number): Position {
  return { timestamp, ordinal: 0 };
}

/**
 * 56 digits that sort like their positions. They include the id of the stream, so they are unique among
 * streams.
 */
export function digitsOf({ timestamp, ordinal }: Position, streamId = NO_STREAM): string {
  return `3${padded(timestamp, TIMESTAMP_DIGITS)}${streamId}${padded(ordinal, ORDINAL_DIGITS)}`;
}

/** The inverse of {@link digitsOf}; `undefined` for any other string. */
export function positionOf(digits: string): Position | undefined {
  if (!/^3\d{55}$/.test(digits)) return undefined;
  return {
    timestamp: Number(digits.slice(1, 1 + TIMESTAMP_DIGITS)),
    ordinal: Number(digits.slice(-ORDINAL_DIGITS)),
  };
}

function padded(number: number, size: number): string {
  return String(number).padStart(size, "0");
}
