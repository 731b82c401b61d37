import {
  change,
  defineControl,
  handle,
  list,
  read,
  type StateOf,
  stateOf,
} from "../../control/definition/define-control.js";
import { string } from "../../control/definition/kinds.js";
import { optional, param, rest } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { describeActivitySummary } from "./activities.js";
import { COVERAGE, coverageOf } from "./coverage/record.js";
import { reportCoverage, type StateMachineCoverage } from "./coverage/report.js";
import type { ActivityListItem, DescribeStateMachineOutput } from "./generated/types.js";
import { describeMachine } from "./machines/descriptions.js";
import { currentRevision } from "./machines/revisions.js";
import { type MockConfiguration, readConfiguration } from "./mocks/configuration.js";
import { machineReference } from "./mocks/machine-reference.js";
import { MOCKS, type MockTarget } from "./mocks/mocks.js";
import type { MockOutcomes, UntypedInput } from "./mocks/outcome.js";
import { mockConfiguration, mockOutcome } from "./mocks/outcome-kinds.js";
import { type MockSpy, spyOn } from "./mocks/spy.js";
import { COMPILED_MACHINES } from "./running/machines.js";
import { type Execution, findView, viewExecutions } from "./running/views.js";
import { waitForExecution } from "./running/wait-for.js";
import { ACTIVITIES } from "./state/activities.js";
import { STATE_MACHINES, type StateMachineRow } from "./state/state-machines.js";

/** The state of Step Functions. */
export type StepFunctionsState = StateOf<StepFunctionsSim, "stateMachines" | "activities" | "executions">;

/** `sim.stepFunctions`: sets mocks and reads the state of Step Functions. All results are copies. */
export interface StepFunctionsSim {
  /**
   * Sets the results of Task states with a resource, in place of the call, and records the calls. It applies
   * to every account and region.
   *
   * @param resource an ARN, such as `arn:aws:states:::glue:startJobRun.sync`, or the part after
   * `arn:aws:states:::`. `*` matches any string. A resource without `*` takes precedence over one with it,
   * and a later mock over an earlier one.
   * @param outcomes a handler; a failure, as `{ error, cause }` or as an `Error`; or any other JSON value,
   * which is the result. Several outcomes apply to successive calls; the last one repeats.
   */
  onTask<Input = UntypedInput>(resource: string, ...outcomes: MockOutcomes<Input>): MockSpy;
  /**
   * Sets the outcome of one state in place of its work: the result of a Task, Map, Parallel or Pass state, or
   * the end of a Wait state. Takes precedence over {@link onTask}. The paths, Retry and Catch of the state
   * apply.
   *
   * @param stateMachine a name, or an ARN for one account and region.
   * @param outcomes as for {@link onTask}.
   * @throws TypeError for any other ARN.
   */
  onState<Input = UntypedInput>(
    stateMachine: string,
    state: string,
    ...outcomes: MockOutcomes<Input>
  ): MockSpy;
  /**
   * Sets the outcome of executions of a state machine in place of its states: their output or failure. The
   * state machine need not exist.
   *
   * @param stateMachine a name, or an ARN for one account and region.
   * @param outcomes as for {@link onTask}.
   * @throws TypeError for any other ARN.
   */
  onStateMachine<Input = UntypedInput>(stateMachine: string, ...outcomes: MockOutcomes<Input>): MockSpy;
  /**
   * Uses a mock configuration of AWS Step Functions Local; replaces an earlier one. Executions whose
   * `stateMachineArn` ends in `#TestCase` get its responses.
   *
   * @param configuration the path of a JSON file, or its content.
   * @throws TypeError for an unreadable file or an invalid configuration.
   */
  useMocks(configuration: string | MockConfiguration): void;
  /**
   * Returns all stored executions, or those of one state machine, in start order, including Express ones.
   *
   * @param stateMachine a name; `name/label` for the children of its map runs.
   * @throws TypeError for a state machine that neither exists nor has a mock.
   */
  executions(stateMachine?: string, at?: Scope): Execution[];
  /** Returns the execution with an ARN; `undefined` if it does not exist. */
  execution(executionArn: string, at?: Scope): Execution | undefined;
  /**
   * Resolves with an execution when it has ended. It does not move time; `sim.clock` does.
   *
   * @throws TypeError for an execution that does not exist.
   */
  waitFor(executionArn: string, at?: Scope): Promise<Execution>;
  /**
   * Returns which parts of a state machine its executions have used: states, rules of Choice, entries of
   * Retry and Catch, iterations and timeouts. Counts from the start of the simulator; a reset or a restore,
   * as between tests, does not clear it.
   *
   * @throws TypeError for a state machine that does not exist.
   */
  coverage(stateMachine: string, at?: Scope): StateMachineCoverage;
  /** Clears the coverage of all state machines. */
  resetCoverage(): void;
  /** Returns the state of Step Functions. */
  state(at?: Scope): StepFunctionsState;
  /** Returns all state machines, by name, as DescribeStateMachine does. */
  stateMachines(at?: Scope): DescribeStateMachineOutput[];
  /** Returns the state machine with a name; `undefined` if it does not exist. */
  stateMachine(name: string, at?: Scope): DescribeStateMachineOutput | undefined;
  /** Returns all activities, by name. */
  activities(at?: Scope): ActivityListItem[];
}

const EXECUTION_ARN = param("executionArn", string);
const OUTCOMES = rest("outcomes", mockOutcome);
const SPY = { calls: "read", lastCall: "read", callCount: "read", reset: "change", restore: "end" } as const;

const reads = {
  stateMachines: list([], (ctx): DescribeStateMachineOutput[] =>
    Array.from(ctx.table(STATE_MACHINES).values(), (row) => describe(ctx, row)),
  ),
  activities: list([], (ctx): ActivityListItem[] =>
    Array.from(ctx.table(ACTIVITIES).values(), (row) => describeActivitySummary(ctx, row)),
  ),
  executions: list([optional("stateMachine", string)], viewExecutions, {
    paths: ["/state-machines/{stateMachine}/executions", "/executions"],
  }),
};

export const stepFunctionsControl = defineControl<StepFunctionsSim>({
  ...reads,
  state: stateOf(reads),
  stateMachine: read(
    [param("name", string)],
    (ctx, name) => {
      const row = ctx.table(STATE_MACHINES).get(name);
      return row && describe(ctx, row);
    },
    { paths: ["/state-machines/{name}"] },
  ),
  execution: read([EXECUTION_ARN], findView, { paths: ["/executions/{executionArn}"] }),
  waitFor: read([EXECUTION_ARN], async (ctx, arn) => waitForExecution(ctx, arn), {
    paths: ["/executions/{executionArn}/end"],
  }),
  coverage: read([param("stateMachine", string)], readCoverage, {
    paths: ["/state-machines/{stateMachine}/coverage"],
  }),
  resetCoverage: change([], (ctx) => ctx.transient(COVERAGE).clear(), {
    paths: ["/coverage/reset"],
    everywhere: true,
  }),
  onTask: handle(
    "/tasks/{resource}/outcomes",
    [param("resource", string), OUTCOMES],
    (ctx, resource, ...outcomes) => mock(ctx, { kind: "task", resource }, outcomes),
    SPY,
  ),
  onState: handle(
    "/state-machines/{stateMachine}/states/{state}/outcomes",
    [param("stateMachine", string), param("state", string), OUTCOMES],
    (ctx, stateMachine, state, ...outcomes) =>
      mock(ctx, { kind: "state", machine: machineReference(stateMachine), state }, outcomes),
    SPY,
  ),
  onStateMachine: handle(
    "/state-machines/{stateMachine}/outcomes",
    [param("stateMachine", string), OUTCOMES],
    (ctx, stateMachine, ...outcomes) =>
      mock(ctx, { kind: "machine", machine: machineReference(stateMachine) }, outcomes),
    SPY,
  ),
  useMocks: change(
    [param("configuration", mockConfiguration)],
    (ctx, configuration) => ctx.transient(MOCKS).configure(readConfiguration(configuration)),
    { paths: ["/mock-configuration"], everywhere: true },
  ),
});

function describe(ctx: Context, row: StateMachineRow): DescribeStateMachineOutput {
  return describeMachine(ctx, row, currentRevision(ctx, row));
}

/** The coverage of the current definition, or of the last one that ran. */
function readCoverage(ctx: Context, name: string): StateMachineCoverage {
  const row = ctx.table(STATE_MACHINES).get(name);
  const known = coverageOf(ctx, name);
  const definition = row
    ? ctx.transient(COMPILED_MACHINES).get(currentRevision(ctx, row).definition).definition
    : known?.definition;
  if (definition) return reportCoverage(name, definition, known?.taken ?? new Set());
  const names = Array.from(ctx.table(STATE_MACHINES).values(), (other) => other.name);
  throw new UnknownResource("state machine", name, names, ctx);
}

function mock(ctx: Context, target: MockTarget, outcomes: MockOutcomes<unknown>): MockSpy {
  return spyOn(ctx, ctx.transient(MOCKS).add(target, outcomes));
}
