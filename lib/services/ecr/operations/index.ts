/** All simulated operations. */
export * from "./authorization.js";
export * from "./creation-templates.js";
export * from "./images.js";
export * from "./layers.js";
export * from "./lifecycle-policies.js";
export * from "./policies.js";
export * from "./pull-through-cache.js";
export * from "./registry.js";
export * from "./repositories.js";
export * from "./scans.js";
export * from "./tags.js";
