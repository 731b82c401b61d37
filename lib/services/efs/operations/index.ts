/** All simulated operations. */
export * from "./access-points.js";
export * from "./account-preferences.js";
export * from "./configuration.js";
export * from "./file-systems.js";
export * from "./mount-targets.js";
export * from "./policies.js";
export * from "./replications.js";
export * from "./tags.js";
