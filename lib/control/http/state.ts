import { type RemoteCall, RemoteError, type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import { unknownName } from "../../text/suggestions.js";
import { type ControlRead, readsOf } from "../reads.js";
import type { ControlledService } from "./controlled.js";

/**
 * `/_sim/state/{service}`: what a service holds, for `?account=` and `?region=` or the simulator's own. Below it, the
 * methods of its control object that only read: `/_sim/state/ecs/task/{arn}`. Nothing is 204.
 */
export function stateRoutes(services: readonly ControlledService[]): RemoteRoutes {
  const shown = services.flatMap(({ name, state }) => (state ? [{ name, state }] : []));
  const reads = new Map(services.map(({ name, control }) => [name, readsOf(name, control)]));
  return {
    "GET /{service}": (call) => {
      const service = shown.find(({ name }) => name === call.params.service);
      if (service) return service.state(scopeOf(call));
      const names = shown.map(({ name }) => name).join(", ");
      throw new RemoteError(404, `No service "${call.params.service}" shows its state. There are: ${names}.`);
    },
    "GET /{service}/{method}": (call) => read(reads, call, []),
    "GET /{service}/{method}/{name}": (call) => read(reads, call, [call.params.name ?? ""]),
  };
}

type Reads = ReadonlyMap<string, ReadonlyMap<string, ControlRead>>;

function read(reads: Reads, call: RemoteCall, names: readonly string[]): unknown {
  const found = methodOf(reads, call);
  const at = scopeOf(call);
  if (names.length > found.parameters)
    throw new RemoteError(404, `"${call.params.method}" takes no name. Leave the last part of the path out.`);
  return found.run(names, at);
}

function methodOf(reads: Reads, { params }: RemoteCall): ControlRead {
  const { service = "", method = "" } = params;
  const methods = reads.get(service);
  if (!methods) throw new RemoteError(404, unknownName("service", service, reads.keys()).message);
  const found = methods.get(method);
  if (found) return found;
  throw new RemoteError(404, unknownName(`collection of ${service}`, method, methods.keys()).message);
}
