// What bench/authorization.mjs measures of the engine of permissions, which the package does not export.
export { decide } from "../../lib/authorization/engine.js";
export { RequestValues } from "../../lib/authorization/request-values.js";
export { PolicyCache } from "../../lib/policies/policy-cache.js";
