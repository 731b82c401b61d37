import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import { stateMachineArn } from "../arns.js";
import { Data } from "../interpreter/data.js";
import type { FrameEvent } from "../interpreter/effects.js";
import { evaluate, failPhase, readReason } from "../interpreter/evaluation.js";
import { Frame } from "../interpreter/frame.js";
import type { EntryPlan, ItemPlan, Plan } from "../interpreter/phases/plan.js";
import { noteStarted } from "../interpreter/start.js";
import { makeMoves, step } from "../interpreter/step.js";
import { taskToken } from "../interpreter/task-tokens.js";
import type { World } from "../interpreter/turn.js";
import type { Outcome } from "../running/outcomes.js";
import { ACTIVITIES } from "../state/activities.js";
import type { ExecutionRow } from "../state/executions.js";
import type { GivenContext } from "./context.js";
import type { TestedState } from "./subject.js";
import { TestTurn } from "./test-turn.js";

/** The input of a test of a state. */
export interface Test extends TestedState {
  /** JSON string. */
  readonly input: string;
  readonly roleArn: string;
  readonly variables: ReadonlyMap<string, Json>;
  readonly context: GivenContext;
  /** Number of retries by each entry of Retry. */
  readonly retries: readonly number[];
  /** Computes the result of the state: that of a Task, or the mock of a Task, Map or Parallel. */
  readonly work: (turn: TestTurn, frame: Frame, plan: Plan | undefined) => Outcome | PromiseLike<Outcome>;
}

/** A completed test. */
export interface Tested {
  readonly turn: TestTurn;
  readonly frame: Frame;
  /** The evaluated entry expressions; `undefined` if they failed. */
  readonly plan: Plan | undefined;
}

/** Runs one state as the interpreter does, in memory only. */
export async function runTest(ctx: Context, test: Test): Promise<Tested> {
  const turn = new TestTurn(executionOf(ctx, test), test.machine, worldOf(ctx, test));
  const frame = new Frame(0, undefined, 0, test.state.name, Data.written(test.input), test.variables);
  turn.add(frame);
  noteStarted(turn);
  const { type, name } = test.state;
  frame.entered = test.context.enteredTime === undefined ? ctx.now() : Date.parse(test.context.enteredTime);
  frame.retries = test.retries;
  frame.enteredEvent = turn.record(frame, `${type}StateEntered`, { name, input: test.input });
  const token = test.context.token ?? taskToken(turn, frame);
  turn.act(frame, { kind: "evaluating", phase: { name: "enter" }, token });
  const plan = await planOf(turn, frame);
  if (plan) await begin(turn, frame, plan, test);
  makeMoves(turn);
  await settle(turn, frame, plan, test);
  return { turn, frame, plan };
}

/** The evaluated expressions of the phase; `undefined` if the evaluation, and so the state, failed. */
async function planOf(turn: TestTurn, frame: Frame): Promise<Plan | undefined> {
  try {
    return await evaluate(turn, frame);
  } catch (error) {
    const reason = readReason(error);
    if (!reason) throw error;
    failPhase(turn, frame, reason);
    return undefined;
  }
}

async function begin(turn: TestTurn, frame: Frame, plan: EntryPlan | ItemPlan, test: Test): Promise<void> {
  switch (plan.kind) {
    case "wait":
      return turn.now({ kind: "exit", frame, result: Data.written("null") });
    case "branches":
    case "items":
    case "map-run": {
      turn.act(frame, { kind: "task", parameters: frame.input.text, submitted: false });
      const { serial } = frame;
      return step(turn, events(serial, await test.work(turn, frame, plan)));
    }
    default:
      return turn.now({ kind: "apply", frame, plan });
  }
}

/** Performs the effects of the turn until there are none. */
async function settle(turn: TestTurn, frame: Frame, plan: Plan | undefined, test: Test): Promise<void> {
  for (let done = 0; done < turn.effects.length; done++) {
    const effect = turn.effects[done];
    if (effect?.kind === "call") step(turn, events(effect.serial, await test.work(turn, frame, plan)));
    else if (effect?.kind === "evaluate") {
      const { serial } = effect;
      const next = await planOf(turn, frame);
      if (next) step(turn, [{ kind: "evaluated", frame: 0, serial, plan: next }]);
      else makeMoves(turn);
    }
  }
}

function events(serial: number, outcome: Outcome): FrameEvent[] {
  return outcome.map((news) => ({ frame: 0, serial, ...news }));
}

/** The execution of the test, which is in no table. */
function executionOf(ctx: Context, { input, context }: Test): ExecutionRow {
  const name = context.executionName ?? ctx.ids.uuid();
  return {
    id: name,
    stateMachine: context.stateMachineName ?? "TestState",
    name,
    revisionId: "",
    version: undefined,
    alias: undefined,
    express: undefined,
    status: "RUNNING",
    startDate: context.startTime === undefined ? ctx.now() : Date.parse(context.startTime),
    stopDate: undefined,
    input: context.input === undefined ? input : JSON.stringify(context.input),
    output: undefined,
    error: undefined,
    cause: undefined,
    events: 0,
    frames: 1,
    redriveCount: context.redriveCount ?? 0,
    redriveDate: undefined,
    redriveToken: undefined,
    mapRun: undefined,
    mapState: undefined,
    childIndex: undefined,
    testCase: undefined,
    items: undefined,
  };
}

function worldOf(ctx: Context, { roleArn, context }: Test): World {
  const machine = context.stateMachineName ?? "TestState";
  return {
    now: ctx.now(),
    deadline: Number.POSITIVE_INFINITY,
    region: ctx.region,
    roleArn: context.roleArn ?? roleArn,
    executionArn: context.executionArn ?? ctx.arn(`execution:${machine}:${ctx.ids.uuid()}`),
    stateMachineArn: context.stateMachineArn ?? stateMachineArn(ctx, machine),
    stateMachineAliasArn: undefined,
    stateMachineVersionArn: undefined,
    randomness: ctx.ids,
    frame: () => undefined,
    items: () => [],
    hasActivity: (arn) => ctx.table(ACTIVITIES).has(arn.slice(arn.lastIndexOf(":") + 1)),
    mocked: () => false,
  };
}
