/** A parsed filter pattern. */
export interface FilterPattern {
  /** Whether a message matches. */
  matches(message: string): boolean;
  /** The values in a message that the pattern names, by name, as TestMetricFilter returns them. */
  extract(message: string): Record<string, string>;
  /** Whether metric filters may use its values and dimensions; terms have no names. */
  readonly namesValues: boolean;
}
