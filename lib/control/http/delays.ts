import type { DelaysOption } from "../../runtime/delays.js";
import { membersOf, RemoteError, type RemoteRoutes } from "../../runtime/remote.js";
import type { Controlled } from "./controlled.js";

/** `/_sim/delays`: how long transitions take. */
export function delayRoutes({ delays }: Controlled): RemoteRoutes {
  return {
    "GET /": () => delays.all(),
    "DELETE /": () => {
      delays.reset();
      return delays.all();
    },
    "PATCH /": ({ body }) => {
      if (body === undefined)
        throw new RemoteError(400, 'There is no body. Send delays, such as 0 or {"ecs":{"pending":"2s"}}.');
      // What is no delay is refused there.
      delays.set(body as DelaysOption);
      return delays.all();
    },
  };
}

/** `/_sim/transitions`: those that wait to be let go. */
export function transitionRoutes({ transitions, clock }: Controlled): RemoteRoutes {
  return {
    "POST /release": ({ body }) => {
      const { service, transition, resource } = membersOf(body, "service", "transition", "resource");
      if (typeof service !== "string" || typeof transition !== "string" || !isTextOrNothing(resource)) {
        throw new RemoteError(
          400,
          'Give "service" and "transition" as texts, and "resource" too if only one is meant.',
        );
      }
      const released = transitions.release(service, transition, resource);
      clock.runDue();
      return { released };
    },
  };
}

function isTextOrNothing(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}
