/**
 * What SDK clients add to the machine's time when they sign, evaluated at each request. Clients copy their
 * configuration and would read a getter only once. They keep an object, and adding it to a number calls
 * `valueOf`.
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
 * The `systemClockOffset` of clients that sign with simulated time.
 *
 * @param ahead returns by how many milliseconds simulated time is ahead of the machine's clock.
 */
export function clockOffset(ahead: () => number): number {
  const offset: unknown = new ClockOffset(ahead);
  // Not a number, but clients only add it to one, which yields a number. Clients would replace it by an
  // offset computed from the header Date; responses do not have that header while signatures are verified.
  return offset as number;
}
