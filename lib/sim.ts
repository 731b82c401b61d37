import { accountsByKey, type Credential } from "./auth/credential.js";
import { ValidKeys } from "./auth/valid-keys.js";
import { createVerifier } from "./auth/verify.js";
import {
  type ClientConfig,
  type ClientConfigOptions,
  clientConfig,
  clientEnvironment,
} from "./client-config.js";
import { announce } from "./control/announce.js";
import { Faults } from "./control/faults.js";
import type { ControlledService } from "./control/http/controlled.js";
import { ControlSurface, isForControl } from "./control/http/surface.js";
import { RequestLog } from "./control/requests.js";
import type { Snapshot } from "./control/snapshot.js";
import type { Clock } from "./core/clock/clock.js";
import type { World } from "./core/context.js";
import type { Delays } from "./core/delays.js";
import { IdSource } from "./core/ids.js";
import type { Place } from "./core/partition.js";
import { showsState } from "./core/service.js";
import type { Transitions } from "./core/transitions.js";
import { callOperation, type OperationCall } from "./dispatch/call.js";
import { Dispatcher } from "./dispatch/dispatcher.js";
import { type AnyService, ServiceRoutes } from "./dispatch/routes.js";
import { ConnectionDropped } from "./http/message.js";
import { type Dispatch, type HttpServer, listen } from "./http/server.js";
import { type AwsSimOptions, type ResolvedOptions, resolveOptions } from "./options.js";
import { type Controls, type ControlsOf, type ServiceTable, services } from "./services/index.js";
import { plugIn } from "./wiring.js";
import { contextOf, createWorld } from "./world.js";

// `await using` needs these; TypeScript before 5.2 and projects without the library "ESNext.Disposable" lack them.
declare global {
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
  interface AsyncDisposable {
    [Symbol.asyncDispose](): PromiseLike<void>;
  }
}

/** A running simulator with the control objects of its services. */
export type AwsSim = Simulator & Controls;

/**
 * Starts a simulator of AWS in this process and resolves when it answers.
 *
 * ```ts
 * const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
 * const ecs = new ECSClient(sim.clientConfig());
 * ```
 *
 * @throws TypeError when an option is wrong, Error when the port is taken.
 */
export async function createAwsSim(options: AwsSimOptions = {}): Promise<AwsSim> {
  const sim = await startSim(services, resolveOptions(options, process.env));
  sim.requests.listen(announce);
  return sim;
}

/** @internal Starts a simulator of these services. */
export async function startSim<Table extends ServiceTable>(
  table: Table,
  options: ResolvedOptions,
): Promise<Simulator & ControlsOf<Table>> {
  const definitions = Object.values(table);
  const server = await listen((request) => answer(request), options.host, options.port);
  // Until all is wired, nobody knows the port.
  let answer: Dispatch = () => Promise.reject(new ConnectionDropped());
  try {
    const world = createWorld(options, definitions, server.url);
    plugIn(world);
    const requests = new RequestLog(options.requestLogLimit, options.requestInputLimit);
    const requestIds = new IdSource(options.seed === undefined ? undefined : `requests of ${options.seed}`);
    const faults = new Faults(world.clock, requestIds);
    const { credentials } = options;
    const routes = new ServiceRoutes(definitions);
    const dispatcher = new Dispatcher({
      world,
      routes,
      requests,
      faults,
      requestIds,
      ...(credentials && {
        verifier: await createVerifier({
          keys: new ValidKeys(credentials, world.ports.callers),
          now: () => world.clock.now(),
          region: options.region,
        }),
        accounts: accountsByKey(credentials),
      }),
    });
    answer = (request) =>
      // A bucket that is named by its host may well have a key "_sim/x".
      isForControl(request) && !routes.ownsHost(request)
        ? surface.answer(request)
        : dispatcher.dispatch(request);
    const simulator = new Simulator({
      table,
      server,
      world,
      dispatcher,
      answer,
      requests,
      faults,
      requestIds,
      credentials,
    });
    const controls = controlsOf(table, world);
    const hosts = [options.host, ...options.controlHosts];
    const surface = new ControlSurface(simulator, controlledServices(table, controls), hosts, world.eras);
    return Object.assign(simulator, controls);
  } catch (error) {
    await server.close();
    throw error;
  }
}

function controlsOf<Table extends ServiceTable>(table: Table, world: World): ControlsOf<Table> {
  const host = (service: AnyService) => ({
    world,
    context: (at: Place = {}) => contextOf(world, service, at),
  });
  const controls = Object.entries(table).map(([name, service]) => [name, service.control(host(service))]);
  // Built from the same table that the type is made of.
  return Object.fromEntries(controls) as ControlsOf<Table>;
}

function controlledServices<Table extends ServiceTable>(
  table: Table,
  controls: ControlsOf<Table>,
): ControlledService[] {
  return Object.entries(table).map(([name, service]) => {
    const control: unknown = controls[name];
    return {
      name,
      routes: service.remote?.(control) ?? {},
      ...(showsState(control) && { state: (at) => control.state(at) }),
    };
  });
}

interface SimulatorParts {
  readonly table: ServiceTable;
  readonly server: HttpServer;
  readonly world: World;
  readonly dispatcher: Dispatcher;
  readonly answer: Dispatch;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly requestIds: IdSource;
  readonly credentials: readonly Credential[] | undefined;
}

/** What a simulator offers apart from its services. */
export class Simulator implements AsyncDisposable {
  private closing: Promise<void> | undefined;

  /** @internal Whether the program that it runs in is not ready yet. */
  starting = false;

  /** Every request that came in. */
  readonly requests: RequestLog;
  /** Makes requests fail, wait or break off. */
  readonly faults: Faults;
  private readonly server: HttpServer;
  private readonly world: World;

  /** @internal */
  constructor(private readonly parts: SimulatorParts) {
    this.requests = parts.requests;
    this.faults = parts.faults;
    this.server = parts.server;
    this.world = parts.world;
  }

  /** Where it answers, for example `http://127.0.0.1:49152`. */
  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return this.server.port;
  }

  get region(): string {
    return this.world.settings.region;
  }

  get accountId(): string {
    return this.world.settings.account;
  }

  /** Simulated time, and the means to move it. */
  get clock(): Clock {
    return this.world.clock;
  }

  /** How long transitions take from now on. */
  get delays(): Delays {
    return this.world.delays;
  }

  /** Transitions that wait to be let go, because their delay is `"never"`. */
  get transitions(): Transitions {
    return this.world.transitions;
  }

  /** Configuration for an AWS SDK client that talks to this simulator. */
  clientConfig(options: ClientConfigOptions = {}): ClientConfig {
    return clientConfig(this.endpoint(), options);
  }

  /** Environment for a child process whose AWS clients talk to this simulator. */
  env(): Record<string, string> {
    return clientEnvironment(this.endpoint());
  }

  /** @internal */
  get credentials(): readonly Credential[] | undefined {
    return this.parts.credentials;
  }

  /** @internal Calls an operation by its SDK name with JSON that has the names of the SDK; for seeding. */
  call(call: OperationCall): Promise<object> {
    return callOperation(this.world, this.parts.table, call, (service) =>
      this.parts.dispatcher.service(service),
    );
  }

  /** Empties the request log. */
  resetHistory(): void {
    this.requests.clear();
  }

  /**
   * Back to how it was made: no resources, handlers, faults, records or
   * changed delays. Time goes back to the option `startTime`, or without it to
   * the present. Requests that are under way are dropped and change nothing.
   */
  reset(): void {
    this.world.eras.begin();
    this.world.live.clear();
    this.world.store.clear();
    this.world.delays.reset();
    this.world.ids.reset();
    this.parts.requestIds.reset();
    this.world.clock.reset();
    this.faults.clear();
    this.requests.clear();
  }

  /** Remembers all resources, timers, the time and the source of ids; handlers, faults and the log are not part of it. */
  snapshot(): Snapshot {
    const { store, clock, ids } = this.world;
    return { store: store.snapshot(), now: clock.now(), ids: ids.snapshot() };
  }

  /** Goes back to a snapshot of this simulator. Requests that are under way are dropped, handlers that run are told to stop, and neither changes anything. */
  restore(snapshot: Snapshot): void {
    const { store, clock, ids, live, work, eras } = this.world;
    eras.begin();
    live.interrupt();
    work.clear();
    store.restore(snapshot.store);
    ids.restore(snapshot.ids);
    clock.restore(snapshot.now);
  }

  /**
   * Takes no further connections, and resolves when the requests that are under
   * way are answered: however long that is. Then {@link close} it.
   */
  drain(): Promise<void> {
    return this.server.drain();
  }

  /** Stops: breaks connections off, stops handlers, leaves no timer behind. Further calls do nothing. */
  close(): Promise<void> {
    this.closing ??= this.stop();
    return this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private stop(): Promise<void> {
    this.world.eras.begin();
    this.world.live.clear();
    this.world.clock.close();
    this.faults.clear();
    this.parts.dispatcher.close();
    return this.server.close();
  }

  private endpoint() {
    const { answer: dispatch, credentials } = this.parts;
    return { url: this.url, region: this.region, account: this.accountId, dispatch, credentials };
  }
}
