import type { Json } from "../../../runtime/store/codec.js";
import { own } from "../../../values/own.js";
import type { State } from "../definition/types.js";
import { invalidContext } from "../errors/test-state.js";
import { patternOf } from "../integrations/resource.js";

/** The context object of a request. */
export interface GivenContext {
  readonly executionArn?: string;
  readonly executionName?: string;
  readonly input?: Json;
  readonly roleArn?: string;
  readonly startTime?: string;
  readonly redriveCount?: number;
  readonly stateMachineArn?: string;
  readonly stateMachineName?: string;
  readonly enteredTime?: string;
  readonly token?: string;
}

/** The members of the context object, and their types. */
const MEMBERS: ReadonlyMap<string, ReadonlyMap<string, "string" | "number" | "json">> = new Map([
  [
    "Execution",
    new Map([
      ["Id", "string"],
      ["Input", "json"],
      ["Name", "string"],
      ["RoleArn", "string"],
      ["StartTime", "string"],
      ["RedriveCount", "number"],
      ["RedriveTime", "string"],
    ]),
  ],
  [
    "State",
    new Map([
      ["EnteredTime", "string"],
      ["Name", "string"],
      ["RetryCount", "number"],
    ]),
  ],
  [
    "StateMachine",
    new Map([
      ["Id", "string"],
      ["Name", "string"],
    ]),
  ],
  ["Task", new Map([["Token", "string"]])],
]);

/** Parses the context object of a request. @throws ValidationException */
export function readContext(text: string | undefined, state: State): GivenContext {
  if (text === undefined) return {};
  const context = objectIn(parse(text), "The context");
  if ("Map" in context) throw invalidContext("'Map' field is not supported when mocking a Context object");
  for (const [name, part] of Object.entries(context)) {
    const members = MEMBERS.get(name);
    if (!members) throw invalidContext(`Field '${name}' is not allowed`);
    for (const [member, value] of Object.entries(objectIn(part, name))) {
      const type = members.get(member);
      if (type === undefined) throw invalidContext(`Field '${member}' is not allowed`);
      if (type !== "json" && typeof value !== type)
        throw invalidContext(`${name}.${member} must be a ${type}`);
    }
  }
  if ("Task" in context && !waits(state))
    throw invalidContext(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  const of = (part: string) => objectIn(own(context, part) ?? {}, part);
  const textOf = (part: string, name: string) => {
    const value = own(of(part), name);
    return typeof value === "string" ? value : undefined;
  };
  const redrives = own(of("Execution"), "RedriveCount");
  return {
    executionArn: textOf("Execution", "Id"),
    executionName: textOf("Execution", "Name"),
    input: own(of("Execution"), "Input"),
    roleArn: textOf("Execution", "RoleArn"),
    startTime: textOf("Execution", "StartTime"),
    redriveCount: typeof redrives === "number" ? redrives : undefined,
    stateMachineArn: textOf("StateMachine", "Id"),
    stateMachineName: textOf("StateMachine", "Name"),
    enteredTime: textOf("State", "EnteredTime"),
    token: textOf("Task", "Token"),
  };
}

function waits(state: State): boolean {
  return state.type === "Task" && patternOf(state.resource) !== "requestResponse";
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalidContext("The context must be a JSON object");
  }
}

function objectIn(value: Json, name: string): { readonly [name: string]: Json } {
  if (typeof value === "object" && value !== null && !isList(value)) return value;
  throw invalidContext(`${name} must be a JSON object`);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
