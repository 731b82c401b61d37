/** All simulated operations. */
export * from "./account-settings.js";
export * from "./attributes.js";
export * from "./capacity-providers.js";
export * from "./clusters.js";
export * from "./execute-command.js";
export * from "./service-deployments.js";
export * from "./services.js";
export * from "./tags.js";
export * from "./task-definitions.js";
export * from "./task-protection.js";
export * from "./task-sets.js";
export * from "./tasks.js";
