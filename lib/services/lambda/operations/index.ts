/** All simulated operations. */
export * from "./account.js";
export * from "./aliases.js";
export * from "./code-signing-configs.js";
export * from "./concurrency.js";
export * from "./event-invoke-configs.js";
export * from "./event-source-mappings.js";
export * from "./function-code-signing.js";
export * from "./function-options.js";
export * from "./function-urls.js";
export * from "./functions.js";
export * from "./invocations.js";
export * from "./layer-permissions.js";
export * from "./layers.js";
export * from "./permissions.js";
export * from "./tags.js";
export * from "./versions.js";
