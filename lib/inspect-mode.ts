/** When the inspector records, and whether test fixtures write reports of failed tests. */
export const INSPECT_MODES = ["on-demand", "always", "on-failure"] as const;

export type InspectMode = (typeof INSPECT_MODES)[number];
