import type { Controlled } from "./controlled.js";
import { HttpError } from "./http-error.js";
import type { Routes } from "./router.js";

/** `/_sim/faults`: failures for matching requests. */
export function faultRoutes({ faults }: Controlled): Routes {
  const withId = (id: string | undefined) => {
    const fault = faults.list().find((candidate) => candidate.id === id);
    if (!fault) throw new HttpError(404, `There is no fault "${id}". GET /_sim/faults lists those in force.`);
    return fault;
  };
  return {
    "GET /": () => ({ faults: faults.list().map(({ id, hits, fault }) => ({ id, hits, ...fault })) }),
    "POST /": ({ body }) => {
      if (typeof body !== "object" || body === null) {
        throw new HttpError(
          400,
          'The body is not a fault. Send one, such as {"operation":"RunTask","throttle":true}.',
        );
      }
      // The method rejects invalid faults.
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
