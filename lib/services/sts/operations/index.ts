/** All simulated operations. */
export * from "./callers.js";
export * from "./federated-roles.js";
export * from "./roles.js";
export * from "./tokens.js";
