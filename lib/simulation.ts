import { Authorizer } from "./authorization/authorizer.js";
import { USES } from "./authorization/uses.js";
import { Clock } from "./clock/clock.js";
import { Scheduler, TIMERS } from "./clock/scheduler.js";
import { Timeline } from "./clock/timeline.js";
import { Work } from "./clock/work.js";
import { HANDLES } from "./control/http/handles.js";
import { LANES, NUMBERS } from "./delivery/delivery.js";
import { IN_FLIGHT } from "./delivery/in-flight.js";
import { RECEIVERS } from "./delivery/receivers.js";
import type { AnyService } from "./dispatch/routes.js";
import { ADDRESSES, SUBNET_ADDRESSES } from "./network/addresses.js";
import type { ResolvedOptions } from "./resolved-options.js";
import { type BlobWriters, MEMORY_BLOBS } from "./runtime/blobs.js";
import { Context, type ContextAt, type Settings, type Simulation } from "./runtime/context.js";
import { Delays } from "./runtime/delays.js";
import { Eras } from "./runtime/era.js";
import { IdSource } from "./runtime/ids.js";
import type { Ports } from "./runtime/ports/index.js";
import { RUNS, UNDER_WAY } from "./runtime/runs.js";
import type { Scope } from "./runtime/scope.js";
import { type NamedService, ServiceNames } from "./runtime/service-names.js";
import { stateIn } from "./runtime/state-definitions.js";
import { type AnyTable, Store } from "./runtime/store/store.js";
import { TransientState } from "./runtime/transient-state.js";
import { HELD, Transitions } from "./runtime/transitions.js";
import { identify } from "./signing/caller.js";
import { kebabCase } from "./text/kebab-case.js";
import { own } from "./values/own.js";

/** Parts of a simulation besides its options and services. */
interface SimulationParts {
  /** Services that are not simulated, but whose names are known. Default none. */
  readonly archived?: () => readonly NamedService[];
  /** Where bytes are written. Default memory. */
  readonly blobs?: BlobWriters | undefined;
}

/** Creates what the services of one simulator share, and registers their timer handlers. */
export function createSimulation(
  options: ResolvedOptions,
  services: readonly AnyService[],
  url: string,
  { archived = () => [], blobs = MEMORY_BLOBS }: SimulationParts = {},
): Simulation {
  const { logger } = options;
  const store = new Store();
  const work = new Work();
  const eras = new Eras();
  const scheduler = new Scheduler(store, eras);
  const clock = new Clock(new Timeline(options.clock, options.startTime), scheduler, work, (exception) => {
    logger({ level: "error", msg: "A timer failed inside the simulator", fields: { exception } });
  });
  const simulated = services.map((service) => ({ ...service.identity, ...service }));
  const delays = new Delays(
    Object.fromEntries(services.map(({ identity, delays }) => [identity.name, delays])),
    options.delays,
    new ServiceNames(simulated),
  );
  const settings: Settings = {
    account: options.accountId,
    region: options.region,
    url,
    eniSubnet: options.eniSubnet,
    strictNetwork: options.strictNetwork,
    strictTransport: options.strictTransport,
    sourceIpHeader: options.sourceIpHeader,
    historyLimit: options.historyLimit,
    requestInputLimit: options.requestInputLimit,
  };
  const ports: Ports = {};
  const simulation: Simulation = {
    authorization: new Authorizer(options.authorization, { store, ports }),
    store,
    blobs,
    clock,
    scheduler,
    transitions: new Transitions(store, scheduler, delays, () => clock.now()),
    delays,
    work,
    eras,
    names: new ServiceNames(simulated, archived),
    ids: new IdSource(options.seed),
    transient: new TransientState(),
    ports,
    logger,
    settings,
  };
  for (const service of services) handleTimers(simulation, service);
  return simulation;
}

/** Tables and timers of the simulator itself, by the prefix of their names. */
export const SHARED_STATE = {
  authorization: stateIn({ USES }),
  clock: stateIn({ TIMERS }),
  control: stateIn({ HANDLES }),
  delivery: stateIn({ IN_FLIGHT, LANES, NUMBERS, RECEIVERS }),
  network: stateIn({ ADDRESSES, SUBNET_ADDRESSES }),
  runtime: stateIn({ HELD, RUNS, UNDER_WAY }),
};

/** All tables of a simulator with these services. */
export function tablesOf(services: Iterable<AnyService>): AnyTable[] {
  const states = [...Object.values(SHARED_STATE), ...Array.from(services, (service) => service.state())];
  return states.flatMap(({ tables }) => tables);
}

/** A context of a service outside any request, for timers and control objects. */
export function contextOf(
  simulation: Simulation,
  { identity }: Pick<AnyService, "identity">,
  at: Scope,
): Context {
  const { account = simulation.settings.account, region = simulation.settings.region } = at;
  const { caller } = identify({ kind: "none" }, { account, region }, simulation);
  return new Context(simulation, identity, account, region, caller, "");
}

/**
 * Creates the contexts of a service. Timers and ports need thousands of them, mostly in the same account and
 * region.
 */
export function contextsOf(simulation: Simulation, service: AnyService): ContextAt {
  const { settings } = simulation;
  let last: Context | undefined;
  return ({ account = settings.account, region = settings.region }) => {
    if (last?.account !== account || last.region !== region || last.era.ended)
      last = contextOf(simulation, service, { account, region });
    return last;
  };
}

function handleTimers(simulation: Simulation, service: AnyService): void {
  const contextAt = contextsOf(simulation, service);
  simulation.scheduler.handleAll(kebabCase(service.identity.name), (kind) => {
    const handler = own(service.timers(), kind);
    return handler && ((timer) => handler(timer.key, contextAt(timer)));
  });
}
