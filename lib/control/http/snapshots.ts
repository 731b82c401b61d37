import type { Snapshot } from "../snapshot.js";
import type { Controlled } from "./controlled.js";
import { HttpError } from "./http-error.js";
import type { Routes } from "./router.js";

/** `/_sim/reset`. */
export function resetRoutes(simulator: Controlled): Routes {
  return { "POST /": () => simulator.reset() };
}

/** `/_sim/snapshots`: states to go back to. They are kept until they are deleted, also over a reset. */
export function snapshotRoutes(simulator: Controlled): Routes {
  const snapshots = new Map<string, Snapshot>();
  let taken = 0;
  const withId = (id = "") => {
    const snapshot = snapshots.get(id);
    if (!snapshot)
      throw new HttpError(
        404,
        `There is no snapshot "${id}". POST /_sim/snapshots takes one and gives its id.`,
      );
    return snapshot;
  };
  return {
    "POST /": () => {
      const id = String(++taken);
      snapshots.set(id, simulator.snapshot());
      return { id };
    },
    "POST /{id}/restore": ({ params }) => simulator.restore(withId(params.id)),
    "DELETE /{id}": ({ params }) => {
      withId(params.id);
      snapshots.delete(params.id ?? "");
    },
  };
}
