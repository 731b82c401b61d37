import type { Clock } from "../clock/clock.js";
import type { Duration } from "../clock/duration.js";
import type { Scheduler, Timer } from "../clock/scheduler.js";
import type { Work } from "../clock/work.js";
import { regionalArn } from "../shared/arn.js";
import type { Delay, Delays } from "./delays.js";
import type { Era, Eras } from "./era.js";
import type { IdSource } from "./ids.js";
import type { Logger } from "./logger.js";
import type { Ports } from "./ports/index.js";
import type { Scope } from "./scope.js";
import type { ServiceNames } from "./service-names.js";
import type { AccountRegion, Store, Table, TableDefinition } from "./store/store.js";
import type { TransientDefinition, TransientState } from "./transient-state.js";
import type { Transitions } from "./transitions.js";

/** What every service of one simulator shares. */
export interface Simulation {
  readonly store: Store;
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
}

/** Options of `createAwsSim` that services read. */
export interface Settings extends AccountRegion {
  /** Where the simulator answers, for URLs in responses. */
  readonly url: string;
  /** CIDR block that addresses of task network interfaces come from. */
  readonly eniSubnet: string;
  /** Reject subnets and security groups that EC2 does not have. */
  readonly strictNetwork: boolean;
  /** How many records each history keeps. */
  readonly historyLimit: number;
  /** Bytes above which inputs are not kept in histories. */
  readonly requestInputLimit: number;
}

/** The service that a context belongs to. */
export interface ServiceIdentity {
  /** Our name, the key of its delays. */
  readonly name: string;
  /** AWS's name in credentials and ARNs: `elasticfilesystem` for EFS. */
  readonly signingName: string;
  /** What the SDKs call it besides. */
  readonly aliases?: readonly string[];
}

/** The principal that signed a request. */
export interface Caller {
  readonly accessKeyId: string;
  readonly arn: string;
  readonly userId: string;
}

/** What handlers of the test run in: while one is under way, `advance` waits for it. */
export type HandlerWork = Pick<Work, "run" | "park" | "touch">;

/** Options of a timer. */
export interface TimerOptions {
  /** Housekeeping that `runUntilIdle` does not wait for. */
  readonly background?: boolean;
}
/** Makes contexts of a service, in the simulator's own account and region or in others: what ports work with. */
export type ContextAt = (at: Scope) => Context;

/**
 * What an operation or a timer of a service works with: the simulation, seen from
 * one account and region. It belongs to the era in which it was made; when that
 * has ended, whatever reads or changes state throws `EraEnded`.
 */
export class Context implements AccountRegion {
  readonly #simulation: Simulation;

  constructor(
    simulation: Simulation,
    readonly service: ServiceIdentity,
    readonly account: string,
    readonly region: string,
    readonly caller: Caller,
    readonly requestId: string,
    readonly era: Era = simulation.eras.current,
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

  /** Whether transitions wait for describe calls or a release, so that {@link described} has something to count. */
  get holdsTransitions(): boolean {
    return this.#simulation.transitions.holdsAny;
  }

  /** Resolves after a duration of simulated time. @throws the reason of the signal if it aborts first. */
  sleep(duration: Duration, options: { signal?: AbortSignal } = {}): Promise<void> {
    return this.#simulation.clock.sleep(duration, options);
  }

  table<Row, K extends string | number = string>(definition: TableDefinition<Row, K>): Table<Row, K> {
    this.era.check();
    return this.#simulation.store.table(definition, this);
  }

  /** The tables of a definition in every account and region in which it was used: to read. */
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

  /** An ARN of this service, region and account. */
  arn(resource: string): string {
    return regionalArn(this.service.signingName, this, resource);
  }

  /** Starts a wait named by one of this service's delays; the timer `kind` runs for `key` at its end. */
  later(delay: string, kind: string, key: string, options: TimerOptions = {}): void {
    this.era.check();
    this.#simulation.transitions.begin(this.service.name, delay, this.timer(kind, key, options.background));
  }

  /** Runs the timer `kind` for `key` after exactly `wait` milliseconds. */
  after(wait: number, kind: string, key: string, options: TimerOptions = {}): void {
    this.era.check();
    this.#simulation.scheduler.schedule(this.now() + wait, this.timer(kind, key, options.background));
  }

  /** Counts a describe call of a resource, for delays given as `{ describes: n }`. */
  described(kind: string, key: string): void {
    this.era.check();
    this.#simulation.transitions.described(this.timer(kind, key));
  }

  /** The same service seen from another account or region, or in a request of its own. */
  elsewhere(change: Scope & { readonly requestId?: string }): Context {
    return new Context(
      this.#simulation,
      this.service,
      change.account ?? this.account,
      change.region ?? this.region,
      this.caller,
      change.requestId ?? this.requestId,
      this.era,
    );
  }

  /** The same context in the current era, for handles of the test, which outlive the era in which they were made. */
  renewed(): Context {
    const { service, account, region, caller, requestId } = this;
    return new Context(this.#simulation, service, account, region, caller, requestId);
  }

  private timer(kind: string, key: string, background?: boolean): Timer {
    return { kind, key, account: this.account, region: this.region, background };
  }
}
