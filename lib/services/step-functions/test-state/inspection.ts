import type { Json } from "../../../runtime/store/codec.js";
import type { State } from "../definition/types.js";
import { applyInputPath } from "../expressions/paths.js";
import { applyResultPath } from "../expressions/result-path.js";
import { applyTemplate } from "../expressions/template.js";
import type { InspectionData } from "../generated/types.js";
import { scopeOf } from "../interpreter/context-object.js";
import { readReason } from "../interpreter/evaluation.js";
import type { StateScope } from "../interpreter/phases/plan.js";
import type { Tested } from "./run.js";

/** Collected members of the inspection data. */
type Collected = { -readonly [Member in keyof InspectionData]: InspectionData[Member] };

/**
 * The data of a state after each step of its data flow, up to a failure
 * (https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html).
 *
 * @param input JSON string.
 */
export function inspect({ turn, frame, plan }: Tested, input: string): InspectionData {
  const result = turn.result?.text;
  const state = turn.stateOf(frame);
  const scope = { ...scopeOf(turn, frame), input: JSON.parse(input) as Json };
  const data: Collected = { input };
  try {
    if (state.queryLanguage === "JSONPath") collectPaths(data, state, scope, result);
    else {
      if (plan?.kind === "task") data.afterArguments = JSON.stringify(plan.parameters);
      if (result !== undefined) data.result = result;
    }
  } catch (error) {
    // Steps after the failed one are omitted.
    if (!readReason(error)) throw error;
  }
  if (plan?.kind === "items" || plan?.kind === "map-run") data.maxConcurrency = plan.concurrency;
  if (plan?.kind === "map-run") {
    data.toleratedFailureCount = plan.toleratedFailureCount;
    data.toleratedFailurePercentage = plan.toleratedFailurePercentage;
  }
  if (frame.variables.size > 0) data.variables = JSON.stringify(Object.fromEntries(frame.variables));
  return data;
}

function collectPaths(data: Collected, state: State, scope: StateScope, result: string | undefined): void {
  if (state.type === "Fail") {
    data.afterInputPath = data.input;
    return;
  }
  const effective = applyInputPath(state.inputPath, scope);
  data.afterInputPath = JSON.stringify(effective);
  if (state.type === "Map") return collectItems(data, state, { ...scope, input: effective }, result);
  if (state.type !== "Pass" && state.type !== "Task" && state.type !== "Parallel") return;
  const parameters = state.parameters
    ? applyTemplate(state.parameters, { ...scope, input: effective })
    : effective;
  data.afterParameters = JSON.stringify(parameters);
  const given = state.type === "Pass" ? state.result : undefined;
  if (given !== undefined) data.result = JSON.stringify(given);
  else if (result !== undefined) data.result = result;
  const value = given ?? (state.type === "Pass" ? parameters : parsed(result));
  if (value !== undefined) collectResult(data, state, scope, value);
}

function collectItems(
  data: Collected,
  state: Extract<State, { type: "Map" }>,
  scope: StateScope,
  result: string | undefined,
): void {
  const { items, itemSelector } = state;
  if (items?.kind === "path") data.afterItemsPath = JSON.stringify(applyInputPath(items.path, scope));
  const value = parsed(data.afterItemsPath) ?? scope.input;
  if (itemSelector && Array.isArray(value)) {
    const selected = value.map((item: Json, Index) => {
      const context = { ...scope.context, Map: { Item: { Index, Value: item } } };
      return applyTemplate(itemSelector, { ...scope, context });
    });
    data.afterItemSelector = JSON.stringify(selected);
  }
  if (result === undefined) return;
  data.result = result;
  collectResult(data, state, scope, JSON.parse(result) as Json);
}

function collectResult(
  data: Collected,
  state: Extract<State, { type: "Pass" | "Task" | "Parallel" | "Map" }>,
  scope: StateScope,
  result: Json,
): void {
  const selector = state.type === "Pass" ? undefined : state.resultSelector;
  const selected = selector ? applyTemplate(selector, { ...scope, input: result }) : result;
  data.afterResultSelector = JSON.stringify(selected);
  data.afterResultPath = JSON.stringify(applyResultPath(state.resultPath, scope.input, selected));
}

function parsed(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}
