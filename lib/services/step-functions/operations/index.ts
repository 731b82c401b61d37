/** All simulated operations. */
export * from "./activities.js";
export * from "./activity-tasks.js";
export * from "./aliases.js";
export * from "./definitions.js";
export * from "./execution-descriptions.js";
export * from "./executions.js";
export * from "./map-runs.js";
export * from "./redrive.js";
export * from "./state-machines.js";
export * from "./tags.js";
export * from "./task-tokens.js";
export * from "./test-state.js";
export * from "./versions.js";
