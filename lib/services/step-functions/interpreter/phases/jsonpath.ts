import type { Json } from "../../../../runtime/store/codec.js";
import type {
  Catcher,
  ChoiceState,
  Dynamic,
  FailState,
  MapState,
  ParallelState,
  PassState,
  State,
  TaskState,
  Template,
  WaitState,
} from "../../definition/types.js";
import { evaluateChoice } from "../../expressions/choice.js";
import { StatesError } from "../../expressions/errors.js";
import { applyInputPath, applyOutputPath, readDynamic, readPath } from "../../expressions/paths.js";
import { applyResultPath } from "../../expressions/result-path.js";
import type { Scope } from "../../expressions/scope.js";
import { applyTemplate } from "../../expressions/template.js";
import type { Failure } from "../failure.js";
import { noChoiceMatched } from "./choice.js";
import { type Evaluated, integerOf, itemsOf, percentageOf, secondsOf, timestampOf } from "./numbers.js";
import type {
  BranchesPlan,
  ChoicePlan,
  EntryPlan,
  ExitPlan,
  FailPlan,
  ItemPlan,
  ItemsPlan,
  MapRunPlan,
  StateScope,
  TaskPlan,
  WaitPlan,
} from "./plan.js";

/** The phases of JSONPath states, which are evaluated synchronously. */
export const jsonPath = { enter, item, exit, caught };

/** The entry of a state. @throws StatesError */
function enter(state: State, scope: StateScope): EntryPlan {
  switch (state.type) {
    case "Pass":
      return pass(state, scope);
    case "Succeed": {
      const input = applyInputPath(state.inputPath, scope);
      return leave(state, input, input, scope);
    }
    case "Fail":
      return fail(state, scope);
    case "Choice":
      return choose(state, scope);
    case "Wait":
      return wait(state, scope);
    case "Task":
      return task(state, scope);
    case "Parallel":
      return branches(state, scope);
    case "Map":
      return state.distributed ? mapRun(state, state.distributed, scope) : items(state, scope);
  }
}

/** The input of a Map item. @param scope with the item in its context. */
function item(state: MapState, scope: StateScope, value: Json): ItemPlan {
  const { itemSelector } = state;
  const input = itemSelector ? applyTemplate(itemSelector, effective(state, scope)) : value;
  return { kind: "item", input };
}

/** The output of a state with a result, or after a wait. */
function exit(state: State, scope: StateScope, result: Json): ExitPlan {
  if (state.type === "Wait") {
    const input = applyInputPath(state.inputPath, scope);
    return leave(state, input, input, scope);
  }
  if (state.type === "Fail") throw new Error(`The state ${state.name} has no output.`);
  if (state.type !== "Task" && state.type !== "Parallel" && state.type !== "Map")
    return leave(state, result, result, scope);
  const selected = state.resultSelector
    ? applyTemplate(state.resultSelector, scope.withInput(result))
    : result;
  return leave(state, applyResultPath(state.resultPath, scope.input, selected), result, scope);
}

/** The output of a state after a catch. */
function caught(catcher: Catcher, scope: StateScope, { error, cause }: Failure): ExitPlan {
  const output: Json = { Error: error ?? "", Cause: cause ?? "" };
  return {
    kind: "exit",
    output: applyResultPath(catcher.resultPath, scope.input, output),
    assigned: catcher.assign && applyTemplate(catcher.assign, scope.withInput(output)),
  };
}

/** @param assignable what `$` is in `Assign`. */
function leave(
  state: Exclude<State, FailState>,
  output: Json,
  assignable: Json,
  scope: StateScope,
): ExitPlan {
  return {
    kind: "exit",
    output:
      state.outputPath === undefined ? output : applyOutputPath(state.outputPath, scope.withInput(output)),
    assigned: assigned(state.assign, assignable, scope),
  };
}

function assigned(assign: Template | undefined, input: Json, scope: StateScope): Json | undefined {
  return assign && applyTemplate(assign, scope.withInput(input));
}

/** The scope with the effective input. */
function effective(state: Exclude<State, FailState>, scope: StateScope): StateScope {
  if (state.inputPath === undefined) return scope;
  return scope.withInput(applyInputPath(state.inputPath, scope));
}

function withParameters(parameters: Template | undefined, scope: StateScope): Json {
  return parameters ? applyTemplate(parameters, scope) : scope.input;
}

function pass(state: PassState, scope: StateScope): ExitPlan {
  const result =
    state.result === undefined ? withParameters(state.parameters, effective(state, scope)) : state.result;
  return leave(state, applyResultPath(state.resultPath, scope.input, result), result, scope);
}

function fail({ error, cause }: FailState, scope: StateScope): FailPlan {
  const text = (field: Dynamic | undefined) => {
    if (field === undefined) return undefined;
    const { value } = evaluate(field, scope);
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return { kind: "fail", error: text(error), cause: text(cause) };
}

function choose(state: ChoiceState, scope: StateScope): ChoicePlan {
  const own = effective(state, scope);
  const rule = state.choices.findIndex(({ condition }) => evaluateChoice(condition, own));
  const chosen = state.choices[rule];
  const next = chosen?.next ?? state.default;
  if (next === undefined) throw noChoiceMatched();
  const left = leave(state, own.input, own.input, scope);
  return {
    kind: "choice",
    next,
    rule: rule < 0 ? undefined : rule,
    output: left.output,
    assigned: chosen?.assign ? assigned(chosen.assign, own.input, scope) : left.assigned,
  };
}

function wait(state: WaitState, scope: StateScope): WaitPlan {
  const { kind, value } = state.until;
  const evaluated = evaluate(value, effective(state, scope));
  return {
    kind: "wait",
    until: kind === "seconds" ? scope.now + secondsOf(evaluated) * 1000 : timestampOf(evaluated),
  };
}

function task(state: TaskState, scope: StateScope): TaskPlan {
  const own = effective(state, scope);
  const seconds = (field: Dynamic | undefined) => field && secondsOf(evaluate(field, own));
  const role = state.credentials && evaluate(state.credentials.roleArn, own).value;
  return {
    kind: "task",
    parameters: withParameters(state.parameters, own),
    timeoutSeconds: seconds(state.timeoutSeconds),
    heartbeatSeconds: seconds(state.heartbeatSeconds),
    roleArn: typeof role === "string" ? role : undefined,
  };
}

function branches(state: ParallelState, scope: StateScope): BranchesPlan {
  return { kind: "branches", input: withParameters(state.parameters, effective(state, scope)) };
}

function items(state: MapState, scope: StateScope): ItemsPlan {
  const own = effective(state, scope);
  const { items: field, maxConcurrency } = state;
  return {
    kind: "items",
    items: itemsOf(state, field ? evaluate(field, own).value : own.input),
    concurrency: maxConcurrency ? integerOf(evaluate(maxConcurrency, own)) : 0,
  };
}

function mapRun(state: MapState, map: NonNullable<MapState["distributed"]>, scope: StateScope): MapRunPlan {
  const own = effective(state, scope);
  const { itemReader: reader, itemBatcher: batcher, resultWriter: writer } = map;
  const integer = (field: Dynamic | undefined) => field && integerOf(evaluate(field, own));
  const { toleratedFailurePercentage: percentage } = map;
  return {
    kind: "map-run",
    items: reader ? undefined : itemsOf(state, state.items ? evaluate(state.items, own).value : own.input),
    concurrency: integer(state.maxConcurrency) ?? 0,
    toleratedFailureCount: integer(map.toleratedFailureCount),
    toleratedFailurePercentage: percentage && percentageOf(evaluate(percentage, own)),
    reader: reader?.parameters && applyTemplate(reader.parameters, own),
    maxItems: integer(reader?.config.maxItems),
    maxItemsPerBatch: integer(batcher?.maxItemsPerBatch),
    maxInputBytesPerBatch: integer(batcher?.maxInputBytesPerBatch),
    batchInput: batcher?.batchInput && applyTemplate(batcher.batchInput, own),
    writer: writer?.parameters && applyTemplate(writer.parameters, own),
  };
}

function evaluate(dynamic: Dynamic, scope: Scope): Evaluated {
  const { field } = dynamic;
  if (dynamic.kind === "jsonata") throw new TypeError(`${field} is JSONata in a state of JSONPath.`);
  const path = dynamic.kind === "path" ? dynamic.path.text : undefined;
  return {
    field,
    path,
    value: dynamic.kind === "path" ? readAt(dynamic, scope) : readDynamic(dynamic, scope),
  };
}

/** Fields name a path that selects nothing in different ways. */
function readAt(dynamic: Extract<Dynamic, { kind: "path" }>, scope: Scope): Json {
  const { field, path } = dynamic;
  if (field === "ErrorPath" || field === "CausePath") return readDynamic(dynamic, scope);
  try {
    return readPath(path, scope);
  } catch (error) {
    if (!(error instanceof StatesError) || !WAITS.has(field)) throw error;
    throw new StatesError(
      error.error,
      `The ${field} parameter does not reference an input value: ${path.text}`,
    );
  }
}

const WAITS: ReadonlySet<string> = new Set(["SecondsPath", "TimestampPath"]);
