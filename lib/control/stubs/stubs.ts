import type { Context } from "../../runtime/context.js";
import type { ExecutableOperation, GivenValues } from "../../runtime/execute.js";
import { namesOf, rejectUnknownMembers } from "../../text/suggestions.js";
import { shown } from "../../values/foreign-values.js";
import type { StubAnswer, StubConditions } from "./answer.js";
import { readStubArguments } from "./arguments.js";
import type { CommandNames } from "./command.js";
import type { StubSpy } from "./spy.js";
import { ActiveStub } from "./stub.js";

/** An operation named by a test. */
export interface NamedOperation {
  /** The simulator's name of the service, or AWS's if it is not simulated. */
  readonly service: string;
  /** AWS's name of the operation. */
  readonly name: string;
  /** Omitted while its model is not loaded; responses are then validated at the first call. */
  readonly given?: GivenValues;
}

/**
 * Finds an operation of AWS, simulated or not, by any of its names. @throws TypeError for names that AWS does
 * not have.
 */
export type FindOperation = (service: string, operation: string) => NamedOperation;

const CONDITIONS = namesOf<StubConditions>({ when: true, times: true, account: true, region: true });

/** `sim.stubs`: the active stubs. */
// Not "implements StubSource", which would add internal types to the declarations of the package.
export class Stubs {
  /** The stubs of each operation, the newest first. */
  private readonly active = new Map<string, readonly ActiveStub[]>();
  private readonly spies = new Map<string, StubSpy>();
  private added = 0;

  /** @internal */
  constructor(
    private readonly findOperation: FindOperation,
    private readonly historyLimit: number,
  ) {}

  /** The active stubs, oldest first. */
  list(): StubSpy[] {
    return [...this.spies.values()];
  }

  /** Removes all stubs. */
  clear(): void {
    this.active.clear();
    this.spies.clear();
  }

  /** @internal Removes every stub and forgets its calls. */
  reset(): void {
    for (const spy of this.spies.values()) spy.reset();
    this.clear();
  }

  /** @internal What `sim.stub` was called with: a class of commands or two names, an answer, and perhaps conditions. */
  addGiven(given: readonly unknown[]): StubSpy {
    const { answer, conditions, ...named } = readStubArguments(given);
    return this.addStub(named, answer, conditions);
  }

  /** @internal */
  add(service: string, operation: string, answer: StubAnswer, conditions?: StubConditions): StubSpy {
    return this.addStub({ service, operation }, answer, conditions);
  }

  private addStub(
    { service, operation, documents }: CommandNames,
    answer: StubAnswer,
    conditions: StubConditions = {},
  ): StubSpy {
    const found = this.findOperation(service, operation);
    checkConditions(conditions);
    const stub = new ActiveStub(String(this.added + 1), answer, conditions, this.historyLimit, documents);
    if (found.given) stub.prepare(found.given);
    this.added++;
    const key = keyOf(found);
    this.active.set(key, [stub, ...(this.active.get(key) ?? [])]);
    const spy = spyOf(stub, found, () => this.remove(key, stub));
    this.spies.set(stub.id, spy);
    return spy;
  }

  private remove(key: string, stub: ActiveStub): void {
    this.spies.delete(stub.id);
    const others = (this.active.get(key) ?? []).filter((other) => other !== stub);
    if (others.length > 0) this.active.set(key, others);
    else this.active.delete(key);
  }

  /** @internal */
  get none(): boolean {
    return this.active.size === 0;
  }

  /** @internal */
  find(operation: ExecutableOperation, input: object, ctx: Context): ActiveStub | undefined {
    return this.active.get(keyOf(operation))?.find((stub) => stub.matches(operation, input, ctx));
  }
}

function keyOf({ service, name }: NamedOperation): string {
  return `${service}:${name}`;
}

function checkConditions(conditions: StubConditions): void {
  rejectUnknownMembers(conditions, CONDITIONS, "The conditions of a stub");
  const { times, account, region } = conditions;
  if (times !== undefined && !(Number.isInteger(times) && times >= 1))
    throw new TypeError(`A stub cannot answer ${shown(times)} calls. Use a whole number from 1 as "times".`);
  if (account !== undefined && !/^\d{12}$/.test(String(account)))
    throw new TypeError(`Not an account: ${shown(account)}. Use 12 digits as "account".`);
  if (region !== undefined && typeof region !== "string")
    throw new TypeError(`Not a region: ${shown(region)}. Use one such as "eu-west-1".`);
}

function spyOf(stub: ActiveStub, { service, name: operation }: NamedOperation, remove: () => void): StubSpy {
  let forgotten = 0;
  return {
    id: stub.id,
    service,
    operation,
    conditions: stub.conditions,
    get calls() {
      return stub.seenCalls();
    },
    get lastCall() {
      return stub.lastSeenCall();
    },
    get callCount() {
      return stub.answered - forgotten;
    },
    reset() {
      forgotten = stub.answered;
      stub.calls.clear();
    },
    remove,
  };
}
