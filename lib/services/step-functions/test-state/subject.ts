import type { Json } from "../../../runtime/store/codec.js";
import { compile } from "../definition/compile.js";
import type { State, StateGraph } from "../definition/types.js";
import { isRejected, joinDiagnostics } from "../definition/validation/diagnostics.js";
import { validateDefinition } from "../definition/validation/validate.js";
import { invalidDefinition } from "../errors/state-machines.js";
import { stateNotFound } from "../errors/test-state.js";
import type { Machine } from "../interpreter/turn.js";
import { parseJson } from "../json/parse.js";

/** The tested state. */
export interface TestedState {
  readonly state: State;
  readonly machine: Machine;
}

/** The name of a state that a request defines alone. */
const ALONE = "TestState";

/**
 * Parses a state, alone or by name in a whole definition.
 *
 * @throws InvalidDefinition, ValidationException
 */
export function testedState(definition: string, stateName: string | undefined): TestedState {
  const text = stateName === undefined ? machineOf(definition) : definition;
  const diagnostics = validateDefinition(text).map((found) => ({
    ...found,
    ...(stateName === undefined && { location: found.location?.replace(`/States/${ALONE}`, "") || "/" }),
  }));
  if (isRejected(diagnostics)) throw invalidDefinition(joinDiagnostics(diagnostics));
  const compiled = compile(text);
  const name = stateName ?? ALONE;
  const state = findState(compiled, name);
  if (!state) throw stateNotFound();
  return { state, machine: { definition: compiled, startAt: name, states: new Map([[name, state]]) } };
}

/** A state machine of one state, with its targets. A string that is not JSON is returned unchanged. */
function machineOf(definition: string): string {
  const parsed = parseJson(definition);
  if ("problem" in parsed || !isObject(parsed.value)) return definition;
  const targets = targetsIn(parsed.value).filter((name) => name !== ALONE);
  const ends = targets.map((name) => [name, { Type: "Succeed" }] as const);
  return JSON.stringify({
    StartAt: ALONE,
    States: { ...Object.fromEntries(ends), [ALONE]: parsed.value },
  });
}

/** The targets of a state, without those of nested states. */
function targetsIn({ Next, Default, Choices, Catch }: { readonly [name: string]: Json }): string[] {
  const inside = [Choices, Catch].flatMap((list) => (Array.isArray(list) ? list : []));
  const nexts = inside.map((item: Json) => (isObject(item) ? item.Next : undefined));
  return [Next, Default, ...nexts].filter((name) => typeof name === "string");
}

function findState({ states }: StateGraph, name: string): State | undefined {
  const own = states.get(name);
  if (own) return own;
  for (const state of states.values()) {
    const graphs = state.type === "Parallel" ? state.branches : state.type === "Map" ? [state.processor] : [];
    for (const graph of graphs) {
      const found = findState(graph, name);
      if (found) return found;
    }
  }
  return undefined;
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
