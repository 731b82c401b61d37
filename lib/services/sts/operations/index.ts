/** Every operation of the service that is simulated. */
export * from "./callers.js";
export * from "./roles.js";
export * from "./tokens.js";
