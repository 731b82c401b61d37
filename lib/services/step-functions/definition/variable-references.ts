import { variablesOfNode, variablesOfPath } from "../expressions/references.js";
import type { ChoiceRule, Definition, Dynamic, Path, State, StateGraph, Template } from "./types.js";

/**
 * The variables that each state reads, by state and sorted, as returned by DescribeStateMachine. States
 * without variables are omitted. Only assigned names are variables, because JSONata functions look the same.
 */
export function variableReferences(definition: Definition): Readonly<Record<string, readonly string[]>> {
  const states = statesIn(definition);
  const assigned = new Set(states.flatMap(assignedBy));
  const entries = states.flatMap((state): [string, readonly string[]][] => {
    const names = [...new Set(readBy(state))].filter((name) => assigned.has(name)).sort();
    return names.length > 0 ? [[state.name, names]] : [];
  });
  return Object.fromEntries(entries);
}

function statesIn(graph: StateGraph): readonly State[] {
  return [...graph.states.values()].flatMap((state) => {
    if (state.type === "Parallel") return [state, ...state.branches.flatMap(statesIn)];
    return state.type === "Map" ? [state, ...statesIn(state.processor)] : [state];
  });
}

function assignedBy(state: State): readonly string[] {
  const rules = state.type === "Choice" ? state.choices : "catch" in state ? state.catch : [];
  return [state, ...rules].flatMap(({ assign }) => {
    const { written } = assign ?? {};
    if (typeof written !== "object" || written === null) return [];
    return Object.keys(written).map((name) => (name.endsWith(".$") ? name.slice(0, -2) : name));
  });
}

/** All fields of a state, of its rules and of its item source. */
function readBy(state: State): readonly string[] {
  const own = Object.values(state).flatMap(readByField);
  if (state.type === "Choice") return [...own, ...state.choices.flatMap(readByChoice)];
  if (state.type === "Wait") return [...own, ...readByField(state.until.value)];
  const caught =
    "catch" in state ? state.catch.flatMap((catcher) => Object.values(catcher).flatMap(readByField)) : [];
  if (state.type === "Task") return [...own, ...caught, ...readByField(state.credentials?.roleArn)];
  if (state.type !== "Map" || state.distributed === undefined) return [...own, ...caught];
  const { itemReader, itemBatcher, resultWriter } = state.distributed;
  const parts = [state.distributed, itemReader, itemReader?.config, itemBatcher, resultWriter];
  return [...own, ...caught, ...parts.flatMap((part) => Object.values(part ?? {}).flatMap(readByField))];
}

function readByChoice(choice: { readonly condition: ChoiceRule }): readonly string[] {
  return [...readByRule(choice.condition), ...Object.values(choice).flatMap(readByField)];
}

function readByRule(rule: ChoiceRule): readonly string[] {
  switch (rule.kind) {
    case "and":
    case "or":
      return rule.rules.flatMap(readByRule);
    case "not":
      return readByRule(rule.rule);
    case "comparison":
      return [
        ...variablesOfPath(rule.variable.compiled),
        ...("path" in rule.value ? readByField(rule.value.path) : []),
      ];
    case "jsonata":
      return readByField(rule.template);
  }
}

/** A template, a path, or a dynamic field with either. */
function readByField(field: unknown): readonly string[] {
  if (isTemplate(field)) return variablesOfNode(field.compiled);
  if (isPath(field)) return variablesOfPath(field.compiled);
  if (!isDynamic(field) || field.kind === "constant") return [];
  return field.kind === "path" ? readByField(field.path) : readByField(field.template);
}

function isTemplate(field: unknown): field is Template {
  return typeof field === "object" && field !== null && "compiled" in field && "written" in field;
}

function isPath(field: unknown): field is Path {
  return typeof field === "object" && field !== null && "compiled" in field && "text" in field;
}

function isDynamic(field: unknown): field is Dynamic {
  return typeof field === "object" && field !== null && "kind" in field && "field" in field;
}
