/**
 * What SDK clients add to the machine's time when they sign, as it is at each
 * request. Clients copy their configuration, so that a getter would be read
 * once; an object is kept, and adding it to a number calls `valueOf`.
 */
class ClockOffset {
  constructor(private readonly ahead: () => number) {}

  valueOf(): number {
    return this.ahead();
  }

  toJSON(): number {
    return this.ahead();
  }
}

/**
 * The `systemClockOffset` of clients that sign by simulated time.
 *
 * @param ahead how many milliseconds simulated time is ahead of the machine's.
 */
export function clockOffset(ahead: () => number): number {
  const offset: unknown = new ClockOffset(ahead);
  // Not a number, but clients only add it to one, which results in a number. They replace it by what the header
  // Date results in, and responses do not have that while signatures are verified.
  return offset as number;
}
