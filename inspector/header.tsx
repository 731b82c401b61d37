import { useState } from "preact/hooks";
import { report, send } from "./api.js";
import { connection, mode, now } from "./live.js";
import { momentText } from "./timeline/axis.js";

const STEPS = ["1s", "1m", "1h", "1d"];

/** Simulated time, and the means to move it. */
export function Header() {
  const [error, setError] = useState("");
  const [step, setStep] = useState("1m");
  const act = (path: string, body?: unknown): void => {
    send("POST", `/clock/${path}`, body).then(
      () => setError(""),
      (reason: Error) => setError(reason.message),
    );
  };
  const isLive = !report;
  return (
    <header>
      <div class="bar">
        <h1>aws-sim inspector</h1>
        <Connection />
        <div class="clock">
          <span class="now" title="Simulated time (UTC)">
            <span class="visually-hidden">Simulated time </span>
            {momentText(now.value)}
          </span>
          <span class="muted">{mode.value}</span>
          {isLive && (
            <>
              <label>
                <span class="visually-hidden">Duration</span>
                <input
                  list="steps"
                  size={5}
                  value={step}
                  onInput={(event) => setStep(event.currentTarget.value)}
                />
              </label>
              <datalist id="steps">
                {STEPS.map((value) => (
                  <option key={value} value={value} />
                ))}
              </datalist>
              <button type="button" class="primary" onClick={() => act("advance", { duration: step })}>
                Advance
              </button>
              <button type="button" onClick={() => act("run-until-idle")}>
                Until idle
              </button>
              {mode.value === "running" ? (
                <button type="button" onClick={() => act("freeze")}>
                  Freeze
                </button>
              ) : (
                <button type="button" onClick={() => act("resume")}>
                  Resume
                </button>
              )}
            </>
          )}
        </div>
      </div>
      {error !== "" && (
        <p class="notice error" role="alert">
          {error}
        </p>
      )}
    </header>
  );
}

function Connection() {
  const texts = {
    connecting: ["connecting", "running"],
    live: ["live", "succeeded"],
    lost: ["connection lost", "failed"],
    report: ["report", "running"],
  } as const;
  const [text, outcome] = texts[connection.value];
  return (
    <span class={`pill outcome-${outcome}`} role="status">
      {text}
    </span>
  );
}
