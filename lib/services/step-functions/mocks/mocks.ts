import { defineTransient } from "../../../runtime/transient-state.js";
import { wildcardMatcher } from "../../../text/wildcards.js";
import { isError } from "../../../values/is-error.js";
import type { ConfiguredCalls } from "./configuration.js";
import { type MachineReference, type NamedMachine, namesMachine } from "./machine-reference.js";
import type { MockContext, MockHandler, MockOutcome, MockOutcomes } from "./outcome.js";

/** The target of a mock. */
export type MockTarget =
  | {
      readonly kind: "task";
      /** A resource, in which `*` matches any string; the part after `arn:aws:states:::` is sufficient. */
      readonly resource: string;
    }
  | { readonly kind: "state"; readonly machine: MachineReference; readonly state: string }
  | { readonly kind: "machine"; readonly machine: MachineReference };

/** Outcomes of successive calls. The number of calls is a row, so that a snapshot restores it. */
export interface Mock {
  readonly number: number;
  /** The outcomes start again in each execution. */
  readonly perExecution: boolean;
  /** Applies the outcome for a call, by the number of earlier calls. @throws errors of a handler */
  perform(position: number, input: unknown, context: MockContext): unknown;
}

interface Registered {
  readonly target: MockTarget;
  readonly mock: Mock;
  readonly matches: (resource: string) => boolean;
}

/** The mocks set by the test for tasks, states and state machines. */
export class Mocks {
  private readonly tasks: Registered[] = [];
  private readonly states: Registered[] = [];
  private readonly machines: Registered[] = [];
  private readonly numbered = new Map<number, Mock>();
  /** The mock configuration, by state machine, test case and state. */
  private configured: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Mock>>> = new Map();
  private made = 0;

  add<Input>(target: MockTarget, outcomes: MockOutcomes<Input>): Mock {
    const last = outcomes.length - 1;
    const mock = this.make(false, (position, input, context) =>
      perform(outcomes[Math.min(position, last)], input, context),
    );
    this.listOf(target).push({ target, mock, matches: matcherOf(target) });
    return mock;
  }

  /** Sets or replaces the mock configuration. */
  configure(calls: ConfiguredCalls): void {
    for (const cases of this.configured.values())
      for (const states of cases.values()) for (const mock of states.values()) this.remove(mock);
    this.configured = mapValues(calls, (cases) =>
      mapValues(cases, (states) =>
        mapValues(states, (configured) => this.make(true, (position) => configured.outcome(position))),
      ),
    );
  }

  /** The names of the test cases of a state machine in the mock configuration. */
  testCases(machine: string): string[] {
    return [...(this.configured.get(machine)?.keys() ?? [])];
  }

  remove({ number }: Mock): void {
    this.numbered.delete(number);
    for (const list of [this.tasks, this.states, this.machines]) {
      const index = list.findIndex(({ mock }) => mock.number === number);
      if (index >= 0) list.splice(index, 1);
    }
  }

  /** The mock with a number; `undefined` once it was removed. */
  get(number: number): Mock | undefined {
    return this.numbered.get(number);
  }

  /**
   * The mock of a resource: one without `*` takes precedence over one with it, and a later one over an
   * earlier one.
   */
  forTask(resource: string): Mock | undefined {
    if (this.tasks.length === 0) return undefined;
    const found = this.tasks.filter(({ matches }) => matches(resource));
    const exact = found.filter(({ target }) => target.kind === "task" && !target.resource.includes("*"));
    return (exact.at(-1) ?? found.at(-1))?.mock;
  }

  /**
   * The mock of a state.
   *
   * @param testCase of the mock configuration with which the execution was started; takes precedence.
   */
  forState(machine: NamedMachine, state: string, testCase?: string): Mock | undefined {
    const configured =
      testCase === undefined ? undefined : this.configured.get(machine.name)?.get(testCase)?.get(state);
    if (configured) return configured;
    return this.states.findLast(
      ({ target }) =>
        target.kind === "state" && target.state === state && namesMachine(target.machine, machine),
    )?.mock;
  }

  /** The mock of a state machine. */
  forMachine(machine: NamedMachine): Mock | undefined {
    return this.machines.findLast(
      ({ target }) => target.kind === "machine" && namesMachine(target.machine, machine),
    )?.mock;
  }

  /** The names of the state machines with a mock. */
  machineNames(): string[] {
    return [...this.states, ...this.machines].flatMap(({ target }) =>
      target.kind === "task" ? [] : [target.machine.name],
    );
  }

  private make(perExecution: boolean, perform: Mock["perform"]): Mock {
    const mock = { number: this.made++, perExecution, perform };
    this.numbered.set(mock.number, mock);
    return mock;
  }

  private listOf({ kind }: MockTarget): Registered[] {
    if (kind === "task") return this.tasks;
    return kind === "state" ? this.states : this.machines;
  }
}

export const MOCKS = defineTransient("step-functions.mocks", () => new Mocks());

const INTEGRATION = /^arn:aws[\w-]*:states:::/;

function matcherOf(target: MockTarget): (resource: string) => boolean {
  if (target.kind !== "task") return () => false;
  const matches = wildcardMatcher(target.resource);
  return (resource) => matches(resource) || matches(resource.replace(INTEGRATION, ""));
}

function perform<Input>(
  outcome: MockOutcome<Input> | undefined,
  input: unknown,
  context: MockContext,
): unknown {
  // The test declares the type of its inputs, because the state machine belongs to the test.
  if (isHandler<Input>(outcome)) return outcome(input as Input, context);
  if (isError(outcome)) throw outcome;
  return outcome;
}

function isHandler<Input>(outcome: MockOutcome<Input> | undefined): outcome is MockHandler<Input> {
  return typeof outcome === "function";
}

function mapValues<Value, Mapped>(
  map: ReadonlyMap<string, Value>,
  convert: (value: Value) => Mapped,
): ReadonlyMap<string, Mapped> {
  return new Map(Array.from(map, ([name, value]) => [name, convert(value)]));
}
