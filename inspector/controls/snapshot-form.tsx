import { useState } from "preact/hooks";
import { act } from "./act.js";

/** `sim.snapshot`, `sim.restore` and `sim.reset`. */
export function SnapshotForm() {
  const [ids, setIds] = useState<readonly string[]>([]);
  const take = () =>
    act("const snapshot = sim.snapshot();", "POST", "/snapshots", undefined, (taken) => {
      const id: unknown = typeof taken === "object" && taken !== null ? Reflect.get(taken, "id") : undefined;
      if (typeof id === "string") setIds((known) => [...known, id]);
    });
  const reset = () => act("sim.reset();", "POST", "/reset", undefined, () => setIds([]));
  return (
    <section class="card">
      <h2>Snapshots</h2>
      <div class="form">
        <button type="button" class="primary" onClick={take}>
          Take a snapshot
        </button>
        <button type="button" onClick={reset}>
          Reset
        </button>
        <a href="/_sim/inspector/report" download="aws-sim-report.html">
          Download a report
        </a>
      </div>
      <ul class="links">
        {ids.map((id) => (
          <li key={id}>
            Snapshot {id}
            <button
              type="button"
              onClick={() => act("sim.restore(snapshot);", "POST", `/snapshots/${id}/restore`)}
            >
              Restore
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
