import type { Json } from "../../../../runtime/store/codec.js";
import { own } from "../../../../values/own.js";
import { isObject } from "../../expressions/json-path/compare.js";
import type { JsonObject } from "./checks.js";
import { rulesOf } from "./choices.js";
import type { Place, Report } from "./diagnostics.js";

/** A transition, with the location of its field. */
interface Transition {
  readonly target: string;
  readonly place: Place;
}

/** Checks the transitions of a graph: targets exist, every state is reachable, and one is terminal. */
export function checkFlow(startAt: string, states: JsonObject, place: Place, report: Report): void {
  const names = new Map(Object.entries(states));
  const statesPlace = place.field("States");
  const next = new Map<string, readonly Transition[]>();
  for (const [name, state] of names) next.set(name, transitionsOf(state, statesPlace.field(name)));

  if (!names.has(startAt)) {
    const message = `Missing 'StartAt' target: ${startAt}`;
    report.error(place.field("StartAt"), "MISSING_TRANSITION_TARGET", message);
    return;
  }
  for (const transitions of next.values()) {
    for (const { target, place: at } of transitions) {
      // AWS uses this name for every field, including Default.
      if (!names.has(target))
        report.error(at, "MISSING_TRANSITION_TARGET", `Missing 'Next' target: ${target}`);
    }
  }
  if (![...names.values()].some(ends))
    return report.errorOfWorkflow("MISSING_END_STATE", "Workflow has no terminal state");
  const reached = reachedFrom(startAt, next);
  for (const name of names.keys()) {
    if (reached.has(name)) continue;
    report.error(statesPlace.field(name), "MISSING_TRANSITION_TARGET", `State "${name}" is not reachable.`);
  }
}

function reachedFrom(startAt: string, next: ReadonlyMap<string, readonly Transition[]>): ReadonlySet<string> {
  const reached = new Set([startAt]);
  // A set may grow during its iteration.
  for (const name of reached) for (const { target } of next.get(name) ?? []) reached.add(target);
  return reached;
}

function transitionsOf(state: Json, place: Place): readonly Transition[] {
  if (!isObject(state)) return [];
  const found: Transition[] = [];
  const add = (source: JsonObject, field: "Default" | "Next", at: Place) => {
    const target = own(source, field);
    if (typeof target === "string") found.push({ target, place: at.field(field) });
  };
  add(state, "Next", place);
  for (const [i, rule] of rulesOf(state).entries()) add(rule, "Next", place.field("Choices").item(i));
  add(state, "Default", place);
  const catchers = own(state, "Catch");
  if (Array.isArray(catchers)) {
    for (const [i, catcher] of catchers.entries()) {
      if (isObject(catcher)) add(catcher, "Next", place.field("Catch").item(i));
    }
  }
  return found;
}

function ends(state: Json): boolean {
  if (!isObject(state)) return false;
  const type = own(state, "Type");
  return own(state, "End") === true || type === "Succeed" || type === "Fail";
}
