import { useState } from "preact/hooks";
import { segment } from "../api.js";
import { literal } from "../parts/code.js";
import type { InspectedService, OfferedMethod, OfferedParameter } from "../state/types.js";
import { act, acts } from "./act.js";

/** The methods of control objects that change something, such as `sim.ecs.interruptTask()`. */
export function MethodForm({ services }: { readonly services: readonly InspectedService[] }) {
  const methods = services.flatMap(({ name, changes }) =>
    changes.map((method) => ({ service: name, method })),
  );
  const [chosen, setChosen] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const found = methods.find(({ service, method }) => `${service}.${method.name}` === chosen) ?? methods[0];
  if (!found) return null;
  const { service, method } = found;
  const run = () => {
    try {
      const given = method.parameters.map((parameter) => givenValue(parameter, values[parameter.name] ?? ""));
      const { path, body } = requestOf(method, given);
      act(
        `sim.${service}.${method.name}(${argumentsIn(method, given)});`,
        method.verb,
        `/${service}${path}`,
        body,
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      acts.value = [{ code: `sim.${service}.${method.name}`, error: reason }, ...acts.value];
    }
  };
  return (
    <section class="card">
      <h2>Control methods</h2>
      <div class="form">
        <label class="full">
          Method
          <select
            value={`${service}.${method.name}`}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
              setValues({});
            }}
          >
            {methods.map(({ service: of, method: { name } }) => (
              <option key={`${of}.${name}`} value={`${of}.${name}`}>
                sim.{of}.{name}
              </option>
            ))}
          </select>
        </label>
        {method.description !== undefined && <p class="muted">{method.description}</p>}
        {method.parameters.map(({ name, optional, members, schema }) => (
          <label key={name} class="full">
            {name}
            {optional ? " (optional)" : ""}
            {isText(schema) ? "" : members.length > 0 ? ` (JSON with ${members.join(", ")})` : " (JSON)"}
            <input
              value={values[name] ?? ""}
              onInput={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            />
          </label>
        ))}
        <button type="button" class="primary" onClick={run}>
          Run
        </button>
      </div>
    </section>
  );
}

function isText({ type, anyOf }: OfferedParameter["schema"]): boolean {
  return type === "string" || Array.isArray(anyOf);
}

/** @throws Error for text that is not JSON where JSON is needed. */
function givenValue({ name, optional, schema }: OfferedParameter, text: string): unknown {
  if (text === "" && optional) return undefined;
  if (isText(schema) && !/^[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if ("enum" in schema) return text;
    throw new Error(`"${name}" is not JSON: ${text === "" ? "it is empty" : text}`);
  }
}

/** Where a call goes over HTTP: parameters that the path names are in it, the rest is in the body. */
function requestOf(
  { paths, parameters }: OfferedMethod,
  given: readonly unknown[],
): { path: string; body: unknown } {
  const pattern = paths[0] ?? "";
  let path = pattern;
  let body: unknown;
  const members: Record<string, unknown> = {};
  for (const [place, { name, isBody, members: own }] of parameters.entries()) {
    const value = given[place];
    if (value === undefined) continue;
    if (pattern.includes(`{${name}}`)) path = path.replace(`{${name}}`, () => segment(String(value)));
    else if (isBody) body = value;
    else if (own.length > 0) Object.assign(members, value);
    else members[name] = value;
  }
  return { path, body: body ?? (Object.keys(members).length > 0 ? members : undefined) };
}

function argumentsIn({ parameters }: OfferedMethod, given: readonly unknown[]): string {
  const last = given.findLastIndex((value) => value !== undefined);
  return given
    .slice(0, last + 1)
    .map((value, place) =>
      parameters[place]?.rest && Array.isArray(value) ? value.map(literal).join(", ") : literal(value),
    )
    .join(", ");
}
