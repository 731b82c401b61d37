export * from "./pipes.js";
export * from "./tags.js";
