import {
  type ClientConfig,
  type ClientConfigOptions,
  clientConfig,
  type DirectClientConfig,
  type Endpoint,
  localhostUrl,
} from "./client-config.js";
import { clientEnvironment, type Environment } from "./client-environment.js";
import type { Clock } from "./clock/clock.js";
import type { Faults } from "./control/faults.js";
import type { RequestLog } from "./control/requests.js";
import { HeldSnapshots, Snapshot } from "./control/snapshot.js";
import { type CallParts, callOperation, type OperationCall } from "./dispatch/call.js";
import type { Dispatcher } from "./dispatch/dispatcher.js";
import type { HttpServer } from "./http/server.js";
import type { Simulation } from "./runtime/context.js";
import type { Delays } from "./runtime/delays.js";
import type { IdSource } from "./runtime/ids.js";
import { resumeRuns } from "./runtime/runs.js";
import type { Transitions } from "./runtime/transitions.js";
import type { Credential } from "./signing/credential.js";
import type { TemporaryTrust } from "./tls-option.js";
import { shown } from "./values/foreign-values.js";
import { INSPECT, type Inspect } from "./values/inspect.js";

// `using` and `await using` need these; TypeScript before 5.2 and projects without the library "ESNext.Disposable" lack them.
declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
  interface AsyncDisposable {
    [Symbol.asyncDispose](): PromiseLike<void>;
  }
}

interface SimulatorParts {
  readonly calls: CallParts;
  readonly server: HttpServer;
  readonly simulation: Simulation;
  readonly dispatcher: Dispatcher;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly requestIds: IdSource;
  readonly endpoint: Endpoint;
  /** Where it listens over HTTPS. */
  readonly trust: TemporaryTrust | undefined;
}

/** What a simulator offers apart from its services. */
export class Simulator implements AsyncDisposable {
  private closing: Promise<void> | undefined;

  /** @internal Whether the program that it runs in is not ready yet. */
  starting = false;
  /** @internal The snapshots that clients in other processes took. */
  readonly heldSnapshots = new HeldSnapshots();

  /** Every request that came in. */
  readonly requests: RequestLog;
  /** Makes requests fail, wait or break off. */
  readonly faults: Faults;
  private readonly server: HttpServer;
  private readonly simulation: Simulation;

  /** @internal */
  constructor(private readonly parts: SimulatorParts) {
    this.requests = parts.requests;
    this.faults = parts.faults;
    this.server = parts.server;
    this.simulation = parts.simulation;
  }

  /** Where it answers, for example `http://127.0.0.1:49152`. */
  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return this.server.port;
  }

  get region(): string {
    return this.simulation.settings.region;
  }

  get accountId(): string {
    return this.simulation.settings.account;
  }

  /** Simulated time, and the means to move it. */
  get clock(): Clock {
    return this.simulation.clock;
  }

  /** How long transitions take from now on. */
  get delays(): Delays {
    return this.simulation.delays;
  }

  /** Transitions that wait to be let go, because their delay is `"never"`. */
  get transitions(): Transitions {
    return this.simulation.transitions;
  }

  /** Configuration for an AWS SDK client that talks to this simulator. */
  clientConfig(options: ClientConfigOptions & { readonly direct: true }): DirectClientConfig;
  clientConfig(options?: ClientConfigOptions): ClientConfig;
  clientConfig(options: ClientConfigOptions = {}): ClientConfig {
    return clientConfig(this.parts.endpoint, options);
  }

  /**
   * The address by a name below `localhost`, for clients that put a prefix before the host of an endpoint
   * (`data-aws-sim.localhost`): where the system resolves such names.
   */
  get localhostUrl(): string {
    return localhostUrl(this.url);
  }

  /**
   * Environment for a child process whose AWS clients talk to this simulator.
   *
   * @param base the environment to begin with, such as `process.env`. Profiles, sessions, endpoints per service and
   *   other variables that would lead clients past the simulator are left out of it. Default none.
   */
  env(base?: Environment): Record<string, string> {
    return clientEnvironment(this.parts.endpoint, base);
  }

  /** @internal */
  get credentials(): readonly Credential[] | undefined {
    return this.parts.endpoint.credentials;
  }

  /** @internal Calls an operation by its SDK name with JSON that has the names of the SDK; for seeding. */
  call(call: OperationCall): Promise<object> {
    return callOperation(this.parts.calls, call);
  }

  /** Empties the request log. */
  resetHistory(): void {
    this.requests.clear();
  }

  /**
   * Back to how it was made: no resources, handlers, faults, records,
   * snapshots or changed delays. Time goes back to the option `startTime`, or without it to
   * the present. Requests that are under way are dropped and change nothing.
   */
  reset(): void {
    this.simulation.eras.begin();
    this.simulation.transient.clear();
    this.simulation.store.clear();
    this.heldSnapshots.clear();
    this.simulation.delays.reset();
    this.simulation.ids.reset();
    this.parts.requestIds.reset();
    this.simulation.clock.reset();
    this.faults.clear();
    this.requests.clear();
  }

  /**
   * Remembers all resources, timers, the time and the source of ids; handlers, faults and the log are not part of it.
   * What that needs is kept in memory until the snapshot is disposed, {@link reset} is called, or nothing refers to it.
   */
  snapshot(): Snapshot {
    return new Snapshot(this.simulation);
  }

  /**
   * Goes back to a snapshot of this simulator. Requests that are under way are dropped, handlers that run are told to
   * stop, and neither changes anything. What ran at the time of the snapshot begins again or fails: see
   * docs/snapshots.md.
   *
   * @throws Error when the snapshot was disposed, was taken before {@link reset}, or is of another simulator.
   */
  restore(snapshot: Snapshot): void {
    const { transient, work, eras, store, scheduler, clock } = this.simulation;
    if (!(snapshot instanceof Snapshot))
      throw new TypeError(`restore cannot go to ${shown(snapshot)}. Give what snapshot() returned.`);
    snapshot.check(this.simulation);
    eras.begin();
    transient.interrupt();
    work.clear();
    snapshot.restore();
    resumeRuns(store, scheduler, clock);
  }

  /**
   * Takes no further connections, and resolves when the requests that are under
   * way are answered: however long that is. Then {@link close} it.
   */
  drain(): Promise<void> {
    return this.server.drain();
  }

  /**
   * Stops: breaks connections off, stops handlers, leaves no timer behind. Further calls do nothing.
   *
   * @throws what due work threw and no `advance` has rejected with, once all is stopped; AggregateError for several.
   */
  async close(): Promise<void> {
    await this.stop();
    this.clock.throwFailures();
  }

  /** What `JSON.stringify` and `console.log` show of it: where it is, not all that it holds. */
  toJSON(): { url: string; region: string; accountId: string; now: Date } {
    const { url, region, accountId, clock } = this;
    return { url, region, accountId, now: clock.date() };
  }

  /** @internal For `console.log`. */
  [INSPECT](_depth: unknown, options: object, inspect: Inspect): string {
    return `AwsSim ${inspect(this.toJSON(), options)}`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal Closes without throwing what due work threw: for programs, which have it in their log. */
  stop(): Promise<void> {
    this.closing ??= this.stopAll();
    return this.closing;
  }

  private stopAll(): Promise<void> {
    this.simulation.eras.begin();
    this.simulation.transient.clear();
    this.simulation.clock.close();
    this.faults.clear();
    this.parts.dispatcher.close();
    return this.closeServer();
  }

  private async closeServer(): Promise<void> {
    await Promise.all([this.server.close(), this.parts.trust?.remove()]);
  }
}
