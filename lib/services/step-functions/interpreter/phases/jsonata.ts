import type { Json } from "../../../../runtime/store/codec.js";
import type {
  Catcher,
  ChoiceState,
  DistributedMap,
  Dynamic,
  FailState,
  MapState,
  State,
  TaskState,
  Template,
  WaitState,
} from "../../definition/types.js";
import { evaluateJsonata, type JsonType } from "../../expressions/jsonata/evaluate.js";
import type { Failure } from "../failure.js";
import { noChoiceMatched } from "./choice.js";
import { type Evaluated, integerOf, itemsOf, percentageOf, secondsOf, timestampOf } from "./numbers.js";
import type {
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

/** The phases of JSONata states, which are evaluated asynchronously. */
export const jsonata = { enter, item, exit, caught };

/** The entry of a state. @throws StatesError */
async function enter(state: State, scope: StateScope): Promise<EntryPlan> {
  switch (state.type) {
    case "Pass":
    case "Succeed":
      return leave(state, scope, scope.input);
    case "Fail":
      return fail(state, scope);
    case "Choice":
      return choose(state, scope);
    case "Wait":
      return wait(state, scope);
    case "Task":
      return task(state, scope);
    case "Parallel":
      return {
        kind: "branches",
        input: state.arguments ? await evaluate(state.arguments, scope) : scope.input,
      };
    case "Map":
      return state.distributed ? mapRun(state, state.distributed, scope) : items(state, scope);
  }
}

/** The input of a Map item. @param scope with the item in its context. */
async function item(state: MapState, scope: StateScope, value: Json): Promise<ItemPlan> {
  const { itemSelector } = state;
  return { kind: "item", input: itemSelector ? await evaluate(itemSelector, scope) : value };
}

/** The output of a state with a result, or after a wait. */
function exit(state: State, scope: StateScope, result: Json): Promise<ExitPlan> {
  if (state.type === "Wait") return leave(state, scope, scope.input);
  return leave(state, scope, result, { result });
}

/** The output of a state after a catch. */
async function caught(catcher: Catcher, scope: StateScope, { error, cause }: Failure): Promise<ExitPlan> {
  const errorOutput: Json = { Error: error ?? "", Cause: cause ?? "" };
  return leave(catcher, scope, errorOutput, { errorOutput });
}

/** The members of `$states` besides the input and the context. */
interface Outcome {
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** `Output` and `Assign` are evaluated with the same values. */
async function leave(
  { output, assign }: { readonly output?: Template; readonly assign?: Template },
  scope: StateScope,
  unchanged: Json,
  outcome: Outcome = {},
): Promise<ExitPlan> {
  return {
    kind: "exit",
    output: output ? await evaluate(output, scope, outcome) : unchanged,
    assigned: assign && (await evaluate(assign, scope, outcome)),
  };
}

async function fail({ error, cause }: FailState, scope: StateScope): Promise<FailPlan> {
  return { kind: "fail", error: await textOf(error, scope), cause: await textOf(cause, scope) };
}

async function textOf(dynamic: Dynamic | undefined, scope: StateScope): Promise<string | undefined> {
  return dynamic && String((await read(dynamic, scope, ["string"])).value);
}

async function choose(state: ChoiceState, scope: StateScope): Promise<ChoicePlan> {
  const rule = await firstTrue(state, scope);
  const chosen = rule === undefined ? undefined : state.choices[rule];
  const next = chosen?.next ?? state.default;
  if (next === undefined) throw noChoiceMatched();
  const output = chosen?.output ?? state.output;
  const assign = chosen?.assign ?? (chosen ? undefined : state.assign);
  const { output: value, assigned } = await leave({ output, assign }, scope, scope.input);
  return { kind: "choice", next, rule, output: value, assigned };
}

async function firstTrue({ choices }: ChoiceState, scope: StateScope): Promise<number | undefined> {
  for (const [rule, { condition }] of choices.entries()) {
    if (condition.kind !== "jsonata") continue;
    if ((await evaluate(condition.template, scope)) === true) return rule;
  }
  return undefined;
}

async function wait({ until: { kind, value } }: WaitState, scope: StateScope): Promise<WaitPlan> {
  const evaluated = await read(value, scope);
  const until = kind === "seconds" ? scope.now + secondsOf(evaluated) * 1000 : timestampOf(evaluated);
  return { kind: "wait", until };
}

async function task(state: TaskState, scope: StateScope): Promise<TaskPlan> {
  const seconds = async (field: Dynamic | undefined) => field && secondsOf(await read(field, scope));
  const role = state.credentials && (await read(state.credentials.roleArn, scope)).value;
  return {
    kind: "task",
    parameters: state.arguments ? await evaluate(state.arguments, scope) : scope.input,
    timeoutSeconds: await seconds(state.timeoutSeconds),
    heartbeatSeconds: await seconds(state.heartbeatSeconds),
    roleArn: typeof role === "string" ? role : undefined,
  };
}

/** Valid types of `Items`. AWS names the first. */
const ITERABLE: readonly JsonType[] = ["array", "object"];

async function items(state: MapState, scope: StateScope): Promise<ItemsPlan> {
  const { items: field, maxConcurrency } = state;
  return {
    kind: "items",
    items: itemsOf(state, field ? (await read(field, scope, ITERABLE)).value : scope.input),
    concurrency: maxConcurrency ? integerOf(await read(maxConcurrency, scope)) : 0,
  };
}

async function mapRun(state: MapState, map: DistributedMap, scope: StateScope): Promise<MapRunPlan> {
  const { itemReader: reader, itemBatcher: batcher, resultWriter: writer } = map;
  const integer = async (field: Dynamic | undefined) => field && integerOf(await read(field, scope));
  const template = async (field: Template | undefined) => field && (await evaluate(field, scope));
  const { toleratedFailurePercentage: percentage } = map;
  return {
    kind: "map-run",
    items: reader
      ? undefined
      : itemsOf(state, state.items ? (await read(state.items, scope, ITERABLE)).value : scope.input),
    concurrency: (await integer(state.maxConcurrency)) ?? 0,
    toleratedFailureCount: await integer(map.toleratedFailureCount),
    toleratedFailurePercentage: percentage && percentageOf(await read(percentage, scope)),
    reader: await template(reader?.parameters),
    maxItems: await integer(reader?.config.maxItems),
    maxItemsPerBatch: await integer(batcher?.maxItemsPerBatch),
    maxInputBytesPerBatch: await integer(batcher?.maxInputBytesPerBatch),
    batchInput: await template(batcher?.batchInput),
    writer: await template(writer?.parameters),
  };
}

async function read(dynamic: Dynamic, scope: StateScope, expected?: readonly JsonType[]): Promise<Evaluated> {
  const { field } = dynamic;
  if (dynamic.kind === "constant") return { field, path: undefined, value: dynamic.value };
  if (dynamic.kind === "path") throw new Error(`The field ${field} is a path in a state of JSONata.`);
  return { field, path: undefined, value: await evaluate(dynamic.template, scope, {}, expected) };
}

function evaluate(
  template: Template,
  scope: StateScope,
  outcome: Outcome = {},
  expected?: readonly JsonType[],
): Promise<Json> {
  const { input, context, variables, randomness, now } = scope;
  const states = { input, context, ...outcome };
  return evaluateJsonata(template, { states, variables, randomness, now }, expected);
}
