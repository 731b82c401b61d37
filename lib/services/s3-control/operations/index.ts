/** Every operation of the service that is simulated. */
export * from "./public-access-blocks.js";
export * from "./tags.js";
