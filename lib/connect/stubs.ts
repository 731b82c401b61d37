import { types } from "node:util";
import type { StubValue } from "../control/stubs/answer.js";
import { readStubArguments } from "../control/stubs/arguments.js";
import { stubErrorOf } from "../control/stubs/given-errors.js";
import type { StubCall, StubSpy } from "../control/stubs/spy.js";
import { isError } from "../values/is-error.js";
import { type Calls, segment, withoutFunctions } from "./calls.js";
import type { Json } from "./json.js";

/**
 * A fixed response, or a list of responses for successive calls. Functions cannot be sent to another process.
 */
export type ConnectedStubAnswer<Output> =
  | StubValue<Output>
  | readonly [StubValue<Output>, ...StubValue<Output>[]];

/** A call to a stub of a simulator in another process. */
export type ConnectedStubCall = Json<StubCall>;

/** The representation of a stub in the control API. */
type ShownStub = Pick<StubSpy, "id" | "service" | "operation" | "callCount">;

/** A stub that was added to a simulator in another process. */
export class ConnectedStub {
  /** Identifies the stub in the simulator, and in the request log. */
  readonly id: string;

  /** @internal */
  constructor(
    private readonly connection: Calls,
    { id }: Pick<ShownStub, "id">,
  ) {
    this.id = id;
  }

  /** The latest calls, oldest first. */
  async calls(): Promise<ConnectedStubCall[]> {
    return (await this.shown()).calls;
  }

  /** The latest call. */
  async lastCall(): Promise<ConnectedStubCall | undefined> {
    return (await this.calls()).at(-1);
  }

  /** The number of calls. */
  async callCount(): Promise<number> {
    return (await this.shown()).callCount;
  }

  /** Clears the recorded calls. A sequence of responses continues. */
  async reset(): Promise<void> {
    await this.connection.call("POST", `/stubs/${segment(this.id)}/reset`);
  }

  /** Removes the stub. */
  async remove(): Promise<void> {
    await this.connection.call("DELETE", `/stubs/${segment(this.id)}`);
  }

  private shown(): Promise<ShownStub & { readonly calls: ConnectedStubCall[] }> {
    return this.connection.call("GET", `/stubs/${segment(this.id)}`);
  }
}

/** The active stubs of a simulator in another process. */
export class ConnectedStubs {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** The active stubs, oldest first. */
  async list(): Promise<ConnectedStub[]> {
    const { stubs } = await this.calls.call<{ stubs: ShownStub[] }>("GET", "/stubs");
    return stubs.map((stub) => new ConnectedStub(this.calls, stub));
  }

  /** Removes every stub. */
  async clear(): Promise<void> {
    await this.calls.call("DELETE", "/stubs");
  }

  /** @internal What `stub` was called with. */
  async addGiven(given: readonly unknown[]): Promise<ConnectedStub> {
    const { service, operation, documents, answer, conditions = {} } = readStubArguments(given);
    if (documents)
      throw new TypeError(
        `A command of the document client cannot be stubbed in another process. Stub ${operation}Command, with marshall(…) of @aws-sdk/util-dynamodb around items.`,
      );
    const body = sent({ service, operation, answer, ...conditions }, "");
    return new ConnectedStub(this.calls, await this.calls.call("POST", "/stubs", { body }));
  }
}

/**
 * A response as JSON that the simulator reads as the same value. @throws TypeError for functions and streams
 */
function sent(value: unknown, name: string): unknown {
  if (types.isUint8Array(value)) return { base64: Buffer.from(value).toString("base64") };
  if (isError(value)) return sent(stubErrorOf(value), name);
  if (Array.isArray(value)) return value.map((item) => sent(item, name));
  if (typeof value !== "object" || value === null || types.isDate(value))
    return withoutFunctions(name, value);
  if (Symbol.asyncIterator in value)
    throw new TypeError(
      `A stream cannot be sent to another process (member "${name}"). Use bytes or a string.`,
    );
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, sent(inner, member)]));
}
