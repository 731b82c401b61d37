import { placeOf, RemoteError, type RemoteRoutes } from "../../core/remote.js";
import type { ControlledService } from "./controlled.js";

/** `/_sim/state/{service}`: what a service holds, for `?account=` and `?region=` or the simulator's own. */
export function stateRoutes(services: readonly ControlledService[]): RemoteRoutes {
  const shown = services.flatMap(({ name, state }) => (state ? [{ name, state }] : []));
  return {
    "GET /{service}": (call) => {
      const service = shown.find(({ name }) => name === call.params.service);
      if (service) return service.state(placeOf(call));
      const names = shown.map(({ name }) => name).join(", ");
      throw new RemoteError(404, `No service "${call.params.service}" shows its state. There are: ${names}.`);
    },
  };
}
