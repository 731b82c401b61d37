import type { DelaysOption } from "../../runtime/delays.js";
import { membersOf } from "./body.js";
import type { Controlled } from "./controlled.js";
import { HttpError } from "./http-error.js";
import type { Routes } from "./router.js";

/** `/_sim/delays`: how long state transitions take. */
export function delayRoutes({ delays }: Controlled): Routes {
  return {
    "GET /": () => delays.all(),
    "DELETE /": () => {
      delays.reset();
      return delays.all();
    },
    "PATCH /": ({ body }) => {
      if (body === undefined)
        throw new HttpError(400, 'There is no body. Send delays, such as 0 or {"ecs":{"pending":"2s"}}.');
      // The setter rejects invalid delays.
      delays.set(body as DelaysOption);
      return delays.all();
    },
  };
}

/** `/_sim/transitions`: transitions that wait for a release. */
export function transitionRoutes({ transitions, clock }: Controlled): Routes {
  return {
    "POST /release": ({ body }) => {
      const { service, transition, resource } = membersOf(body, "service", "transition", "resource");
      if (typeof service !== "string" || typeof transition !== "string" || !isTextOrNothing(resource)) {
        throw new HttpError(400, '"service" and "transition" must be strings; "resource" is optional.');
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
