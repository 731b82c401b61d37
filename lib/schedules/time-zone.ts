const DAY = 86_400_000;

/** A time zone of the IANA database. Converts between UTC and local time. */
export class TimeZone {
  private constructor(private readonly format: Intl.DateTimeFormat) {}

  /** The zone of a name, such as `Europe/Vienna`; `undefined` for an unknown name. */
  static named(name: string): TimeZone | undefined {
    // Only Intl accepts offsets such as "+01:00" as zones.
    if (!/^[A-Za-z]/.test(name)) return undefined;
    try {
      const fields = { year: "numeric", month: "numeric", day: "numeric" } as const;
      const times = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" } as const;
      return new TimeZone(new Intl.DateTimeFormat("en-US", { timeZone: name, ...fields, ...times }));
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** The local time at a UTC time, in milliseconds as if it were UTC. */
  wallTime(moment: number): number {
    const parts = new Map(this.format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const seconds = Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
    return seconds + (((moment % 1000) + 1000) % 1000);
  }

  /**
   * The UTC time of a local time: the first one if clocks are set back; `undefined` for a time that is
   * skipped because clocks are set forward.
   */
  moment(wall: number): number | undefined {
    const around = [wall - DAY, wall + DAY].map((near) => wall - (this.wallTime(near) - near));
    return around.sort((a, b) => a - b).find((candidate) => this.wallTime(candidate) === wall);
  }
}
