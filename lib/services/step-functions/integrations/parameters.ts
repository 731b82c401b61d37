import type { Json } from "../../../runtime/store/codec.js";
import { isObject } from "../expressions/json-path/compare.js";
import type { Integration } from "./resource.js";

/** The parameters of a scheduled task, with those added by Step Functions. */
export function prepareParameters(integration: Integration, parameters: Json): Json {
  if (integration.kind !== "service" || integration.sdk) return parameters;
  const { service, action, pattern } = integration;
  if (service !== "ecs" || action !== "runTask" || pattern !== "sync") return parameters;
  if (!isObject(parameters)) return parameters;
  return { ...parameters, StartedBy: "AWS Step Functions" };
}
