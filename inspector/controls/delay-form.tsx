import { useState } from "preact/hooks";
import { literal } from "../parts/code.js";
import { useGet } from "../parts/load.js";
import { act, acts } from "./act.js";

type Delays = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** `sim.delays`. */
export function DelayForm() {
  const { value: delays = {} } = useGet<Delays>("/delays", acts.value.length);
  const [service = "", setService] = useState<string | undefined>(undefined);
  const [transition, setTransition] = useState("");
  const [delay, setDelay] = useState("0");
  const services = Object.entries(delays).filter(([, known]) => Object.keys(known).length > 0);
  const chosen = service || (services[0]?.[0] ?? "");
  const transitions = Object.entries(delays[chosen] ?? {});
  const named = transitions.some(([name]) => name === transition) ? transition : (transitions[0]?.[0] ?? "");
  const set = () => {
    const change = { [chosen]: { [named]: /^\d+$/.test(delay) ? Number(delay) : delay } };
    act(`sim.delays.set(${literal(change)});`, "PATCH", "/delays", change);
  };
  return (
    <section class="card">
      <h2>Delays</h2>
      <div class="form">
        <label>
          Service
          <select value={chosen} onChange={(event) => setService(event.currentTarget.value)}>
            {services.map(([name]) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Transition
          <select value={named} onChange={(event) => setTransition(event.currentTarget.value)}>
            {transitions.map(([name, value]) => (
              <option key={name} value={name}>
                {name} ({literal(value)})
              </option>
            ))}
          </select>
        </label>
        <label>
          Delay
          <input
            value={delay}
            placeholder="0, 30s, never"
            onInput={(event) => setDelay(event.currentTarget.value)}
          />
        </label>
        <button type="button" class="primary" onClick={set}>
          Set
        </button>
        <button type="button" onClick={() => act("sim.delays.reset();", "DELETE", "/delays")}>
          Reset delays
        </button>
        <button
          type="button"
          onClick={() =>
            act(
              `sim.transitions.release(${literal(chosen)}, ${literal(named)});`,
              "POST",
              "/transitions/release",
              {
                service: chosen,
                transition: named,
              },
            )
          }
        >
          Release
        </button>
      </div>
    </section>
  );
}
