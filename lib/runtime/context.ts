import type { ActingService, Authorizer } from "../authorization/authorizer.js";
import type { Denial } from "../authorization/denial.js";
import type { RequestFacts } from "../authorization/request-facts.js";
import type { Requirement } from "../authorization/requirement.js";
import type { Clock } from "../clock/clock.js";
import type { Duration } from "../clock/duration.js";
import type { Scheduler, Timer } from "../clock/scheduler.js";
import type { Work } from "../clock/work.js";
import { regionalArn } from "../shared/arn.js";
import type { WireClient } from "../wire/message.js";
import type { BlobWriter, BlobWriters } from "./blobs.js";
import type { Caller } from "./caller.js";
import type { Delay, Delays } from "./delays.js";
import type { Era, Eras } from "./era.js";
import type { IdSource } from "./ids.js";
import type { Logger } from "./logger.js";
import type { Ports } from "./ports/index.js";
import type { Scope } from "./scope.js";
import type { ServiceNames } from "./service-names.js";
import type { AccountRegion, Partition, Store, Table, TableDefinition } from "./store/store.js";
import type { TransientDefinition, TransientState } from "./transient-state.js";
import type { Transitions } from "./transitions.js";

export type { Caller } from "./caller.js";

/** What every service of one simulator shares. */
export interface Simulation {
  readonly store: Store;
  readonly blobs: BlobWriters;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly transitions: Transitions;
  readonly delays: Delays;
  readonly work: Work;
  readonly eras: Eras;
  readonly names: ServiceNames;
  readonly ids: IdSource;
  readonly transient: TransientState;
  readonly ports: Ports;
  readonly logger: Logger;
  readonly settings: Settings;
  readonly authorization: Authorizer;
}

/** Options of `createAwsSim` that services read. */
export interface Settings extends AccountRegion {
  /** URL of the simulator, for URLs in responses. */
  readonly url: string;
  /** CIDR block for the addresses of the network interfaces of tasks. */
  readonly eniSubnet: string;
  /** Reject subnets and security groups that do not exist in EC2. */
  readonly strictNetwork: boolean;
  /** `aws:SecureTransport` depends on the connection. */
  readonly strictTransport: boolean;
  /** Header with the address of the client, in lower case. */
  readonly sourceIpHeader: string | undefined;
  /** Maximum number of records in each history. */
  readonly historyLimit: number;
  /** Size in bytes above which histories omit inputs. */
  readonly requestInputLimit: number;
}

/** The service that a context belongs to. */
export interface ServiceIdentity {
  /** The simulator's name of the service, which is the key of its delays. */
  readonly name: string;
  /** AWS's name in credentials and ARNs: `elasticfilesystem` for EFS. */
  readonly signingName: string;
  /** Further names in the SDKs. */
  readonly aliases?: readonly string[];
}

/** Runs handlers of the test; `advance` waits for running ones. */
export type HandlerWork = Pick<Work, "run" | "park" | "touch" | "track">;

/** Options of a timer. */
export interface TimerOptions {
  /** Recurring housekeeping: `runUntilIdle` does not wait for it. */
  readonly background?: boolean;
}
/** Creates contexts of a service in the simulator's account and region or in others, for ports. */
export type ContextAt = (at: Scope) => Context;

/**
 * The view of a simulation for an operation or timer of a service, in one account and region. It belongs to
 * the era in which it was created. After the era has ended, reading or changing state throws `EraEnded`.
 */
export class Context implements AccountRegion {
  readonly #simulation: Simulation;
  #partition: Partition | undefined;
  /** What the ARNs of this service, region and account begin with. */
  #arnPrefix: string | undefined;
  /** The id of the stub that handles the call in place of the operation. */
  stub: string | undefined;

  constructor(
    simulation: Simulation,
    readonly service: ServiceIdentity,
    readonly account: string,
    readonly region: string,
    readonly caller: Caller,
    readonly requestId: string,
    readonly era: Era = simulation.eras.current,
    /** The request in progress; omitted unless permissions are evaluated. */
    readonly request: RequestFacts | undefined = undefined,
    /** Omitted if no client waits: in timers, and in calls by the test. */
    readonly client?: WireClient,
  ) {
    this.#simulation = simulation;
  }

  /** @internal For the runtime: services do not see what all of them share. */
  static simulationOf(ctx: Context): Simulation {
    return ctx.#simulation;
  }

  /** Simulated time, in milliseconds since the epoch. */
  now(): number {
    return this.#simulation.clock.now();
  }

  date(): Date {
    return this.#simulation.clock.date();
  }

  get ids(): IdSource {
    this.era.check();
    return this.#simulation.ids;
  }

  get ports(): Ports {
    this.era.check();
    return this.#simulation.ports;
  }

  /** The options of the simulator. */
  get settings(): Settings {
    return this.#simulation.settings;
  }

  /** The simulator's own log. */
  get logger(): Logger {
    return this.#simulation.logger;
  }

  /** Creates a writer for a new blob. */
  blobWriter(): BlobWriter {
    this.era.check();
    return this.#simulation.blobs.writer();
  }

  /** Runs handlers of the test, which `advance` then waits for. */
  get work(): HandlerWork {
    return this.#simulation.work;
  }

  /** The value of one of this service's delays. */
  delay(name: string): Delay {
    return this.#simulation.delays.get(this.service.name, name);
  }

  /** Whether the test has set one of this service's delays. */
  hasDelay(name: string): boolean {
    return this.#simulation.delays.isSet(this.service.name, name);
  }

  /** Whether transitions wait for describe calls or a release, so that {@link described} has to count. */
  get holdsTransitions(): boolean {
    return this.#simulation.transitions.holdsAny;
  }

  /** Resolves after a duration of simulated time. @throws the reason of the signal if it aborts first. */
  sleep(duration: Duration, options: { signal?: AbortSignal } = {}): Promise<void> {
    return this.#simulation.clock.sleep(duration, options);
  }

  /**
   * Resolves when simulated time has not moved for several seconds of real time; never after the signal has
   * aborted.
   */
  untilTimeStops(signal: AbortSignal): Promise<void> {
    return this.#simulation.clock.untilTimeStops(signal);
  }

  table<Row, K extends string | number = string>(definition: TableDefinition<Row, K>): Table<Row, K> {
    this.era.check();
    this.#partition ??= this.#simulation.store.partition(this);
    return this.#partition.table(definition);
  }

  /** The tables of a definition in every account and region in use, for reading. */
  everywhere<Row, K extends string | number = string>(
    definition: TableDefinition<Row, K>,
  ): Iterable<Table<Row, K>> {
    this.era.check();
    return this.#simulation.store.everywhere(definition);
  }

  transient<Value extends object>(definition: TransientDefinition<Value>): Value {
    this.era.check();
    return this.#simulation.transient.get(definition);
  }

  /** Whether permissions are evaluated. */
  get decidesPermissions(): boolean {
    return this.#simulation.authorization.decidesPermissions;
  }

  /** Whether calls without permission are denied. */
  get enforcesPermissions(): boolean {
    return this.#simulation.authorization.mode === "enforce";
  }

  /**
   * Evaluates parts of an operation that its service cannot name in advance; `undefined` unless one is
   * denied.
   */
  denialOf(requirements: () => readonly Requirement[]): Denial | undefined {
    const { authorization } = this.#simulation;
    return authorization.decidesPermissions ? authorization.denialOf(this, requirements()) : undefined;
  }

  /** Evaluates an action that a service of AWS performs for a resource; `undefined` unless it is denied. */
  denialOfService(service: ActingService, requirement: Requirement): Denial | undefined {
    return this.#simulation.authorization.denialOfService(service, this, requirement);
  }

  /** Evaluates an action that a service of AWS performs with a role; `undefined` unless it is denied. */
  denialOfRole(roleArn: string, requirements: readonly Requirement[]): Denial | undefined {
    return this.#simulation.authorization.denialOfRole(roleArn, this, requirements);
  }

  /** @internal For STS, which asks for users of identity providers, and for the control of IAM, which explains decisions. */
  get authorization(): Authorizer {
    return this.#simulation.authorization;
  }

  /** An ARN of this service, region and account. */
  arn(resource: string): string {
    this.#arnPrefix ??= regionalArn(this.service.signingName, this, "");
    return this.#arnPrefix + resource;
  }

  /** Starts one of this service's delays; afterwards the timer `kind` runs for `key`. */
  later(delay: string, kind: string, key: string, options: TimerOptions = {}): void {
    this.era.check();
    this.#simulation.transitions.begin(this.service.name, delay, this.timer(kind, key, options.background));
  }

  /** Runs the timer `kind` for `key` after exactly `wait` milliseconds. */
  after(wait: number, kind: string, key: string, options: TimerOptions = {}): void {
    this.startTimer(wait, kind, key, options);
  }

  /** As {@link after}, for a timer that can be cancelled. @returns the argument for {@link cancelTimer}. */
  startTimer(wait: number, kind: string, key: string, options: TimerOptions = {}): number {
    this.era.check();
    return this.#simulation.scheduler.schedule(this.now() + wait, this.timer(kind, key, options.background));
  }

  /** Removes a timer of {@link startTimer}; does nothing if it has run. */
  cancelTimer(timer: number): void {
    this.era.check();
    this.#simulation.scheduler.cancel(timer);
  }

  /** Counts a describe call of a resource, for delays given as `{ describes: n }`. */
  described(kind: string, key: string): void {
    this.era.check();
    this.#simulation.transitions.described(this.timer(kind, key));
  }

  /** The same service in another account or region, or in another request. */
  elsewhere(change: Scope & { readonly requestId?: string }): Context {
    return new Context(
      this.#simulation,
      this.service,
      change.account ?? this.account,
      change.region ?? this.region,
      this.caller,
      change.requestId ?? this.requestId,
      this.era,
      this.request,
      this.client,
    );
  }

  /**
   * The same context in the current era, for handles of the test, which outlive the era in which they were
   * created.
   */
  renewed(): Context {
    const { service, account, region, caller, requestId } = this;
    return new Context(this.#simulation, service, account, region, caller, requestId);
  }

  private timer(kind: string, key: string, background?: boolean): Timer {
    return { kind, key, account: this.account, region: this.region, background };
  }
}
