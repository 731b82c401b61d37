import { report } from "../api.js";
import { version } from "../live.js";
import { Code } from "../parts/code.js";
import { JsonView } from "../parts/json-view.js";
import { useGet } from "../parts/load.js";
import type { InspectedService } from "../state/types.js";
import { acts } from "./act.js";
import { CallForm } from "./call-form.js";
import { ClockForm } from "./clock-form.js";
import { DelayForm } from "./delay-form.js";
import { FaultForm } from "./fault-form.js";
import { MethodForm } from "./method-form.js";
import { SnapshotForm } from "./snapshot-form.js";

/** What a test can do with a simulator. Each control is one call, which is shown to be pasted into a test. */
export function Controls() {
  const { value: services = [] } = useGet<readonly InspectedService[]>("/inspector/services", version.value);
  if (report) return <p class="scroll muted">This is a report: there is no simulator to control.</p>;
  return (
    <div class="scroll">
      <div class="cards">
        <ClockForm />
        <FaultForm services={services} />
        <DelayForm />
        <SnapshotForm />
        <CallForm services={services} />
        <MethodForm services={services} />
        <section class="card wide" aria-live="polite">
          <h2>Calls</h2>
          {acts.value.length === 0 && (
            <p class="muted">What you do here is shown as the same call in code.</p>
          )}
          {acts.value.map(({ code, result, error }, index) => (
            <div key={acts.value.length - index}>
              <Code text={code} />
              {error !== undefined && (
                <p class="error" role="alert">
                  {error}
                </p>
              )}
              {result !== undefined && <JsonView label="Result" value={result} />}
            </div>
          ))}
        </section>
      </div>
    </div>
  );
}
