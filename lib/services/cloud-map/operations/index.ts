/** All simulated operations. */
export * from "./discovery.js";
export * from "./health.js";
export * from "./instances.js";
export * from "./namespaces.js";
export * from "./operations.js";
export * from "./service-attributes.js";
export * from "./services.js";
export * from "./tags.js";
