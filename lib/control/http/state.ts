import { unknownName } from "../../text/suggestions.js";
import type { AnyControlMethod } from "../definition/define-control.js";
import { HttpError } from "./http-error.js";
import type { Call, Routes } from "./router.js";
import { type ControlledService, invoke } from "./service-routes.js";

/**
 * `/_sim/state/{service}`: the state of a service, for `?account=` and `?region=` or the simulator's own.
 * Below it, the read-only methods, each with at most one name: `/_sim/state/ecs/task/{arn}`. Their results
 * are not wrapped in an object, and an undefined result is 204.
 */
export function stateRoutes(services: readonly ControlledService[]): Routes {
  const read = (call: Call, name: string) => {
    const service = known("service", services, call.params.service ?? "");
    const reads = Array.from(service.definition.methods, ([name, method]) => ({ name, method }));
    const { method } = known(`collection of ${service.name}`, reads.filter(isPlainRead), name);
    return invoke(service, name, method, { ...call, params: argumentIn(call, name, method) });
  };
  return {
    "GET /{service}": (call) => read(call, "state"),
    "GET /{service}/{method}": (call) => read(call, call.params.method ?? ""),
    "GET /{service}/{method}/{name}": (call) => read(call, call.params.method ?? ""),
  };
}

function isPlainRead({ method }: { readonly method: AnyControlMethod }): boolean {
  return method.effect === "read" && !method.bytes && method.parameters.length <= 1;
}

function argumentIn({ params }: Call, name: string, { parameters }: AnyControlMethod): Call["params"] {
  if (params.name === undefined) return {};
  const [parameter] = parameters;
  if (parameter) return { [parameter.name]: params.name };
  throw new HttpError(404, `"${name}" has no argument. Remove the last part of the path.`, {
    unknown: "route",
  });
}

function known<Named extends { readonly name: string }>(
  what: string,
  all: readonly Named[],
  name: string,
): Named {
  const found = all.find((candidate) => candidate.name === name);
  if (found) return found;
  const { message } = unknownName(
    what,
    name,
    Array.from(all, ({ name }) => name),
  );
  throw new HttpError(404, message, { unknown: "route" });
}
