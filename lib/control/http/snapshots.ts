import type { Snapshot } from "../snapshot.js";
import type { Controlled } from "./controlled.js";
import { HttpError } from "./http-error.js";
import type { Routes } from "./router.js";

/** `/_sim/reset`. */
export function resetRoutes(simulator: Controlled): Routes {
  return { "POST /": () => simulator.reset() };
}

/** `/_sim/snapshots`: restorable states, kept until they are deleted or the simulator is reset. */
export function snapshotRoutes(simulator: Controlled): Routes {
  const { heldSnapshots } = simulator;
  const withId = (id = ""): Snapshot => {
    const snapshot = heldSnapshots.get(id);
    if (!snapshot)
      throw new HttpError(
        404,
        `There is no snapshot "${id}": snapshots last until they are deleted, or the simulator is reset. ` +
          "POST /_sim/snapshots creates one and returns its id.",
      );
    return snapshot;
  };
  return {
    "POST /": () => ({ id: heldSnapshots.add(simulator.snapshot()) }),
    "POST /{id}/restore": ({ params }) => simulator.restore(withId(params.id)),
    "DELETE /{id}": ({ params: { id = "" } }) => {
      withId(id);
      heldSnapshots.remove(id);
    },
  };
}
