/** All simulated operations. */
export * from "./access-point-policies.js";
export * from "./access-points.js";
export * from "./public-access-blocks.js";
export * from "./tags.js";
