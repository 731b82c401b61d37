/**
 * What acknowledged writes survive. `"process"`: the end of the process at any time. `"disk"`: also a power
 * failure.
 */
export type Durability = "process" | "disk";

/** The values of {@link Durability}. */
export const DURABILITIES: readonly Durability[] = ["process", "disk"];
