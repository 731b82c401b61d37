import { RemoteError, type RemoteRoutes } from "../../runtime/remote.js";
import type { Controlled } from "./controlled.js";

/** `/_sim/faults`: requests that are made to fail. */
export function faultRoutes({ faults }: Controlled): RemoteRoutes {
  const withId = (id: string | undefined) => {
    const fault = faults.list().find((candidate) => candidate.id === id);
    if (!fault)
      throw new RemoteError(404, `There is no fault "${id}". GET /_sim/faults lists those in force.`);
    return fault;
  };
  return {
    "GET /": () => ({ faults: faults.list().map(({ id, hits, fault }) => ({ id, hits, ...fault })) }),
    "POST /": ({ body }) => {
      if (typeof body !== "object" || body === null) {
        throw new RemoteError(
          400,
          'The body is not a fault. Send one, such as {"operation":"RunTask","throttle":true}.',
        );
      }
      // What is no fault is refused there.
      return { id: faults.add(body).id };
    },
    "DELETE /": () => faults.clear(),
    "GET /{id}": ({ params }) => {
      const { id, hits, fault } = withId(params.id);
      return { id, hits, ...fault };
    },
    "DELETE /{id}": ({ params }) => withId(params.id).remove(),
  };
}
