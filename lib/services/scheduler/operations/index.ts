export * from "./groups.js";
export * from "./schedules.js";
export * from "./tags.js";
