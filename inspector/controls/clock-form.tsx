import { useState } from "preact/hooks";
import { literal } from "../parts/code.js";
import { act } from "./act.js";

/** `sim.clock` and `sim.authorization`. */
export function ClockForm() {
  const [duration, setDuration] = useState("1h");
  const [time, setTime] = useState("");
  const call = (code: string, path: string, body?: unknown) =>
    act(`await sim.clock.${code};`, "POST", `/clock/${path}`, body);
  return (
    <section class="card">
      <h2>Clock</h2>
      <div class="form">
        <label>
          Duration <input value={duration} onInput={(event) => setDuration(event.currentTarget.value)} />
        </label>
        <button
          type="button"
          class="primary"
          onClick={() => call(`advance(${literal(duration)})`, "advance", { duration })}
        >
          Advance
        </button>
      </div>
      <div class="form">
        <label>
          Time (ISO 8601)
          <input
            value={time}
            placeholder="2030-01-01T00:00:00Z"
            onInput={(event) => setTime(event.currentTarget.value)}
          />
        </label>
        <button type="button" onClick={() => call(`set(${literal(time)})`, "set", { time })}>
          Set
        </button>
      </div>
      <div class="form">
        <button type="button" onClick={() => act("sim.clock.freeze();", "POST", "/clock/freeze")}>
          Freeze
        </button>
        <button type="button" onClick={() => act("sim.clock.resume();", "POST", "/clock/resume")}>
          Resume
        </button>
        <button type="button" onClick={() => call("runUntilIdle()", "run-until-idle")}>
          Run until idle
        </button>
      </div>
      <h3>Permissions</h3>
      <div class="form">
        {["off", "audit", "enforce"].map((mode) => (
          <button
            key={mode}
            type="button"
            onClick={() =>
              act(`sim.authorization.mode = ${literal(mode)};`, "POST", "/authorization", { mode })
            }
          >
            {mode}
          </button>
        ))}
      </div>
    </section>
  );
}
