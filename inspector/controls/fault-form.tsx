import { useState } from "preact/hooks";
import { version } from "../live.js";
import { literal } from "../parts/code.js";
import { useGet } from "../parts/load.js";
import type { InspectedService } from "../state/types.js";
import { act, acts } from "./act.js";

interface Fault {
  readonly id: string;
  readonly hits: number;
}

/** `sim.faults`. */
export function FaultForm({ services }: { readonly services: readonly InspectedService[] }) {
  const [service, setService] = useState("");
  const [operation, setOperation] = useState("");
  const [effect, setEffect] = useState("throttle");
  const [value, setValue] = useState("");
  const [times, setTimes] = useState("");
  const changes = `${version.value} ${acts.value.length}`;
  const { value: active } = useGet<{ readonly faults: readonly Fault[] }>("/faults", changes);
  const operations = services.find(({ name }) => name === service)?.operations ?? [];
  const add = () => {
    const fault = {
      ...(service && { service }),
      ...(operation && { operation }),
      ...(effect === "error" && { error: value || "InternalError" }),
      ...(effect === "latency" && { latency: value || "2s" }),
      ...(effect === "throttle" && { throttle: true }),
      ...(effect === "drop" && { drop: true }),
      ...(times && { times: Number(times) }),
    };
    act(`sim.faults.add(${literal(fault)});`, "POST", "/faults", fault);
  };
  const hasValue = effect === "error" || effect === "latency";
  return (
    <section class="card">
      <h2>Faults</h2>
      <div class="form">
        <label>
          Service
          <select value={service} onChange={(event) => setService(event.currentTarget.value)}>
            <option value="">All</option>
            {services.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Operation
          <input
            list="fault-operations"
            value={operation}
            placeholder="All"
            onInput={(event) => setOperation(event.currentTarget.value)}
          />
        </label>
        <datalist id="fault-operations">
          {operations.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <label>
          Effect
          <select value={effect} onChange={(event) => setEffect(event.currentTarget.value)}>
            {["throttle", "error", "latency", "drop"].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {hasValue && (
          <label>
            {effect === "error" ? "Code" : "Duration"}
            <input
              value={value}
              placeholder={effect === "error" ? "InternalError" : "2s"}
              onInput={(event) => setValue(event.currentTarget.value)}
            />
          </label>
        )}
        <label>
          Times
          <input
            value={times}
            inputMode="numeric"
            placeholder="always"
            onInput={(event) => setTimes(event.currentTarget.value)}
          />
        </label>
        <button type="button" class="primary" onClick={add}>
          Add
        </button>
      </div>
      <ul class="links">
        {active?.faults.map(({ id, hits, ...fault }) => (
          <li key={id}>
            <code>{literal(fault)}</code>
            <span class="muted">{hits === 1 ? "1 hit" : `${hits} hits`}</span>
            <button
              type="button"
              onClick={() => act("fault.remove();", "DELETE", `/faults/${id}`)}
              aria-label={`Remove fault ${id}`}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
