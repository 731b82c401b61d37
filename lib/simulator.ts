import {
  type ClientConfig,
  type ClientConfigOptions,
  clientConfig,
  type DirectClientConfig,
  localhostUrl,
} from "./client-config.js";
import { clientEnvironment, type Environment } from "./client-environment.js";
import type { Clock } from "./clock/clock.js";
import { AuthorizationControl } from "./control/authorization.js";
import type { Faults } from "./control/faults.js";
import type { OperationOf, ServiceName } from "./control/names.js";
import type { RequestLog } from "./control/requests.js";
import { HeldSnapshots, Snapshot } from "./control/snapshot.js";
import type { StubAnswer, StubConditions } from "./control/stubs/answer.js";
import type { SdkCommandClass } from "./control/stubs/command.js";
import type { GivenOutput, SeenInput } from "./control/stubs/given-types.js";
import type { StubSpy } from "./control/stubs/spy.js";
import type { Stubs } from "./control/stubs/stubs.js";
import { callOperation, type OperationCall } from "./dispatch/call.js";
import type { Inspector } from "./inspector/inspector.js";
import { writeReport } from "./inspector/report-file.js";
import type { Simulation } from "./runtime/context.js";
import type { Delays } from "./runtime/delays.js";
import { resumeRuns } from "./runtime/runs.js";
import type { Transitions } from "./runtime/transitions.js";
import type { Credential } from "./signing/credential.js";
import { type SimulatorParts, stopParts } from "./simulator-parts.js";
import { shown } from "./values/foreign-values.js";
import { INSPECT, type Inspect } from "./values/inspect.js";

// `using` and `await using` need these. TypeScript before 5.2 and projects without the library
// "ESNext.Disposable" lack them.
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

/** The members of a simulator that belong to no service. */
export class Simulator implements AsyncDisposable {
  private closing: Promise<void> | undefined;

  /** @internal Whether the program that it runs in is not ready yet. */
  starting = false;
  /** @internal The snapshots that clients in other processes took. */
  readonly heldSnapshots = new HeldSnapshots();

  /** The log of all requests. */
  readonly requests: RequestLog;
  /** Makes matching requests fail, delays them, or closes their connections. */
  readonly faults: Faults;
  /** @internal What the page of the inspector shows. */
  readonly inspector: Inspector;
  /** Whether the permissions of callers are evaluated and enforced. */
  readonly authorization: AuthorizationControl;
  /** The active stubs; {@link stub} adds one. */
  readonly stubs: Stubs;
  private readonly simulation: Simulation;

  /** @internal */
  constructor(private readonly parts: SimulatorParts) {
    this.requests = parts.requests;
    this.faults = parts.faults;
    this.stubs = parts.stubs;
    this.inspector = parts.inspector;
    this.simulation = parts.simulation;
    this.authorization = new AuthorizationControl(parts.simulation);
  }

  /** URL of the simulator, for example `http://127.0.0.1:49152`. */
  get url(): string {
    return this.parts.server.url;
  }

  get port(): number {
    return this.parts.server.port;
  }
  get region(): string {
    return this.simulation.settings.region;
  }

  get accountId(): string {
    return this.simulation.settings.account;
  }

  /** The simulated clock. */
  get clock(): Clock {
    return this.simulation.clock;
  }

  /** How long state transitions take. Changes apply to transitions that start later. */
  get delays(): Delays {
    return this.simulation.delays;
  }

  /** Pending transitions whose delay is `"never"`; `release` completes them. */
  get transitions(): Transitions {
    return this.simulation.transitions;
  }

  /** Configuration for an AWS SDK for JavaScript v3 client of this simulator. */
  clientConfig(options: ClientConfigOptions & { readonly direct: true }): DirectClientConfig;
  clientConfig(options?: ClientConfigOptions): ClientConfig;
  clientConfig(options: ClientConfigOptions = {}): ClientConfig {
    return clientConfig(this.parts.endpoint, options, this.authorization.actingAs(options));
  }

  /**
   * The URL with a host name below `localhost`, for clients that put a prefix before the host of an endpoint
   * (`data-aws-sim.localhost`). The operating system must resolve such names.
   */
  get localhostUrl(): string {
    return localhostUrl(this.url);
  }

  /**
   * Environment variables for a child process whose AWS clients use this simulator.
   *
   * @param base variables to start from, such as `process.env`. Profiles, sessions, endpoints per service and
   * other variables that would redirect clients are removed. Default none.
   */
  env(base?: Environment): Record<string, string> {
    return clientEnvironment(this.parts.endpoint, base);
  }

  /** @internal */
  get credentials(): readonly Credential[] | undefined {
    return this.parts.endpoint.credentials;
  }

  /**
   * Returns fixed or computed responses for an operation in place of the simulation, also for services that
   * are not simulated. If several stubs match a call, the newest one is used.
   *
   * ```ts
   * const spy = sim.stub(GetItemCommand, { Item: { id: { S: "42" } } });
   * sim.stub("dynamodb", "PutItem", { error: "ConditionalCheckFailedException" }, { times: 1 });
   * ```
   *
   * @param command a command class of any client of the AWS SDK for JavaScript v3.
   * @param answer an output; an error, as `{ error: "Code", message }` or as thrown by the SDK; a function of
   * the input; or a list of these for successive calls, of which the last one repeats.
   * @param conditions which calls match. Default all.
   * @returns a spy with the calls that it received, and a method to remove the stub.
   * @throws TypeError for a service, operation or member that AWS does not have, with a suggestion.
   */
  stub<Class extends SdkCommandClass>(
    command: Class,
    answer: StubAnswer<SeenInput<Class>, GivenOutput<Class>>,
    conditions?: StubConditions<SeenInput<Class>>,
  ): StubSpy<SeenInput<Class>, GivenOutput<Class>>;
  /**
   * @param service its name here, or one that an SDK, the CLI or an endpoint has for it: `dynamodb`.
   * @param operation AWS's name: `GetItem`.
   */
  stub<Service extends ServiceName>(
    service: Service,
    operation: OperationOf<Service>,
    answer: StubAnswer,
    conditions?: StubConditions,
  ): StubSpy;
  stub(...given: readonly unknown[]): StubSpy {
    return this.stubs.addGiven(given);
  }

  /** @internal Decides about what ran when the state that it began with was stored. */
  resumeRuns(): void {
    this.parts.state.resumeRuns(this.simulation);
  }

  /** @internal Calls an operation by its SDK name with JSON that has the names of the SDK; for seeding. */
  call(call: OperationCall): Promise<object> {
    return callOperation(this.parts.calls, call);
  }

  /**
   * Writes the content of the inspector to one HTML file, which opens in a browser without a server.
   *
   * @param file path of the file. An existing file is replaced; missing directories are created.
   */
  async report(file: string): Promise<void> {
    await writeReport(this.parts.endpoint, file);
  }

  /** Clears the request log. */
  resetHistory(): void {
    this.requests.clear();
  }

  /**
   * Returns the simulator to its initial state: removes resources, handlers, faults, stubs, records and
   * snapshots, and restores the delays. Time returns to the option `startTime`, or to the current time
   * without it. With the option `seedFrom`, resources and time are read from the file again. Requests in
   * progress are dropped and change nothing.
   *
   * @throws Error if the file of `seedFrom` can no longer be read; the simulator is empty then.
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
    this.simulation.authorization.reset();
    this.stubs.reset();
    this.requests.clear();
    this.inspector.clear();
    this.parts.state.reset(this.simulation);
  }

  /**
   * Captures all resources, timers, the time and the state of the id source, without handlers, faults, stubs
   * and the log. Its memory is freed when it is disposed or garbage-collected, and by {@link reset}.
   */
  snapshot(): Snapshot {
    const snapshot = new Snapshot(this.simulation);
    this.inspector.mark(snapshot);
    return snapshot;
  }

  /**
   * Returns to a snapshot of this simulator. Requests in progress are dropped, running handlers are aborted,
   * and neither changes anything. Work that was running at the time of the snapshot starts again or fails:
   * see docs/snapshots.md.
   *
   * @throws Error if the snapshot was disposed, precedes a {@link reset}, or is of another simulator.
   */
  restore(snapshot: Snapshot): void {
    const { transient, work, eras, store, scheduler, clock } = this.simulation;
    if (!(snapshot instanceof Snapshot))
      throw new TypeError(`restore cannot use ${shown(snapshot)}. Pass the result of snapshot().`);
    snapshot.check(this.simulation);
    eras.begin();
    transient.interrupt();
    work.clear();
    this.inspector.restore(snapshot, () => snapshot.restore());
    resumeRuns(store, scheduler, clock);
  }

  /**
   * Writes all resources, timers, the time and the state of the id source to a file for
   * `createAwsSim({ seedFrom })`, as they are now. Requests are served while it writes. See docs/durable-state.md.
   *
   * @throws Error naming the file if it cannot be written; Error if the simulator is reset, restored or closed before the end.
   */
  export(file: string): Promise<void> {
    return this.parts.state.export(this.simulation, file);
  }

  /**
   * Stops accepting connections; resolves when all requests in progress have completed. Then call {@link close}.
   */
  drain(): Promise<void> {
    this.inspector.endStreams();
    return this.parts.server.drain();
  }

  /**
   * Stops the simulator: closes connections, aborts handlers and clears timers. Further calls do nothing.
   *
   * @throws when all is closed, the error of due work or storage that no `advance` has rejected with; AggregateError for several.
   */
  async close(): Promise<void> {
    await this.stop();
    this.clock.throwFailures();
  }

  /** Limits `JSON.stringify` and `console.log` to the address, not the whole state. */
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
    this.closing ??= stopParts(this.parts);
    return this.closing;
  }
}
