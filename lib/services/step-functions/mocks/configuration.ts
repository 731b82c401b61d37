import type { Json } from "../../../runtime/store/codec.js";
import { rejectUnknownMembers, unknownName } from "../../../text/suggestions.js";
import { isRecord } from "../../../values/is-record.js";
import { own } from "../../../values/own.js";
import type { MockFailure } from "./outcome.js";

/**
 * The mock configuration file of AWS Step Functions Local
 * (https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html).
 */
export interface MockConfiguration {
  /** By name of the state machine. */
  readonly StateMachines: Readonly<Record<string, { readonly TestCases: TestCases }>>;
  /** By the names in test cases. */
  readonly MockedResponses: Readonly<Record<string, MockedResponse>>;
}

/** The names of responses, by test case and state. States that a test case omits are not mocked. */
export type TestCases = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The responses of a state by call number, from `"0"`, or by range: `"1-2"`. */
export type MockedResponse = Readonly<Record<string, MockedCall>>;

/** The response to one call of a state. */
export type MockedCall =
  | { readonly Return: unknown }
  | { readonly Throw: { readonly Error: string; readonly Cause?: string } };

/** The responses of a state in a test case, by call. */
export class MockedCalls {
  constructor(
    private readonly name: string,
    private readonly ranges: readonly Range[],
  ) {}

  /** The response to a call by its number, from 0. @throws MockFailure */
  outcome(position: number): Json {
    const range = this.ranges.find(({ first, last }) => first <= position && position <= last);
    if (!range) {
      const cause = `The mock configuration has no response for call ${position} in "${this.name}".`;
      throw { error: "States.Runtime", cause } satisfies MockFailure;
    }
    if ("error" in range.outcome) throw range.outcome;
    return range.outcome.output;
  }
}

interface Range {
  readonly first: number;
  readonly last: number;
  readonly outcome: { readonly output: Json } | MockFailure;
}

/** The responses by state machine, test case and state. */
export type ConfiguredCalls = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, MockedCalls>>>;

/** Parses a mock configuration. @throws TypeError for an invalid one, naming the location. */
export function readConfiguration(configuration: unknown): ConfiguredCalls {
  const { StateMachines, MockedResponses } = recordIn(configuration, "The mock configuration", [
    "StateMachines",
    "MockedResponses",
  ]);
  const responses = mapOf(MockedResponses, "MockedResponses", callsOf);
  return mapOf(StateMachines, "StateMachines", (machine, path) => {
    const { TestCases } = recordIn(machine, path, ["TestCases"]);
    return mapOf(TestCases, `${path}.TestCases`, (testCase, casePath) =>
      mapOf(testCase, casePath, (response, statePath) => {
        const calls = typeof response === "string" ? responses.get(response) : undefined;
        if (calls) return calls;
        throw typeof response === "string"
          ? unknownName("response in MockedResponses", response, responses.keys())
          : new TypeError(`${statePath} must be the name of a response in MockedResponses.`);
      }),
    );
  });
}

function callsOf(response: unknown, path: string, name: string): MockedCalls {
  return new MockedCalls(name, [...mapOf(response, path, rangeOf).values()]);
}

function rangeOf(call: unknown, path: string, numbers: string): Range {
  const [, first = "", last = first] = /^(\d+)(?:-(\d+))?$/.exec(numbers) ?? [];
  if (first === "")
    throw new TypeError(`${path} must be named by a number or a range, such as "0" or "1-2".`);
  const { Return, Throw } = recordIn(call, path, ["Return", "Throw"]);
  if ((Return === undefined) === (Throw === undefined))
    throw new TypeError(`${path} must have either "Return" or "Throw".`);
  const range = { first: Number(first), last: Number(last) };
  // Already JSON, or checked when it is sent.
  if (Throw === undefined)
    return { ...range, outcome: { output: JSON.parse(JSON.stringify(Return)) as Json } };
  const { Error: error, Cause: cause } = recordIn(Throw, `${path}.Throw`, ["Error", "Cause"]);
  if (typeof error !== "string" || (cause !== undefined && typeof cause !== "string"))
    throw new TypeError(`${path}.Throw must have strings as "Error" and "Cause".`);
  return { ...range, outcome: cause === undefined ? { error } : { error, cause } };
}

/** An object with known members. */
function recordIn(value: unknown, path: string, known: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) throw new TypeError(`${path} must be an object.`);
  rejectUnknownMembers(value, known, path);
  return Object.fromEntries(known.map((name) => [name, own(value, name)]));
}

/** The members of an object with names chosen by the user. */
function mapOf<Item>(
  value: unknown,
  path: string,
  read: (member: unknown, path: string, name: string) => Item,
): Map<string, Item> {
  if (!isRecord(value)) throw new TypeError(`${path} must be an object.`);
  return new Map(
    Object.entries(value).map(([name, member]) => [name, read(member, `${path}.${name}`, name)]),
  );
}
