/** A filter pattern that was read. */
export interface FilterPattern {
  /** Whether a message matches. */
  matches(message: string): boolean;
  /** The values in a message that the pattern names, by those names, as TestMetricFilter shows them. */
  extract(message: string): Record<string, string>;
  /** Whether metric filters may take values and dimensions from it; terms have no names. */
  readonly namesValues: boolean;
}
