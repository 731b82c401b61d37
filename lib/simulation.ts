import { Clock } from "./clock/clock.js";
import { Scheduler, TIMERS } from "./clock/scheduler.js";
import { Timeline } from "./clock/timeline.js";
import { Work } from "./clock/work.js";
import { HANDLES } from "./control/http/handles.js";
import type { AnyService } from "./dispatch/routes.js";
import { ADDRESSES, SUBNET_ADDRESSES } from "./network/addresses.js";
import type { ResolvedOptions } from "./options.js";
import { Context, type ContextAt, type Settings, type Simulation } from "./runtime/context.js";
import { Delays } from "./runtime/delays.js";
import { Eras } from "./runtime/era.js";
import { IdSource } from "./runtime/ids.js";
import { RUNS, UNDER_WAY } from "./runtime/runs.js";
import type { Scope } from "./runtime/scope.js";
import { ServiceNames } from "./runtime/service-names.js";
import { StateNames, stateIn } from "./runtime/state-definitions.js";
import { Store } from "./runtime/store/store.js";
import { TransientState } from "./runtime/transient-state.js";
import { HELD, Transitions } from "./runtime/transitions.js";
import { identify } from "./signing/caller.js";

/** Makes what the services of one simulator share, and gives their timers their handlers. */
export function createSimulation(
  options: ResolvedOptions,
  services: readonly AnyService[],
  url: string,
): Simulation {
  const { logger } = options;
  const store = new Store();
  const work = new Work();
  const eras = new Eras();
  const scheduler = new Scheduler(store, eras);
  const clock = new Clock(new Timeline(options.clock, options.startTime), scheduler, work, (exception) => {
    logger({ level: "error", msg: "A timer failed inside the simulator", fields: { exception } });
  });
  const names = new ServiceNames(services.map((service) => ({ ...service.identity, ...service })));
  const delays = new Delays(
    Object.fromEntries(services.map(({ identity, delays }) => [identity.name, delays])),
    options.delays,
    names,
  );
  const settings: Settings = {
    account: options.accountId,
    region: options.region,
    url,
    eniSubnet: options.eniSubnet,
    strictNetwork: options.strictNetwork,
    historyLimit: options.historyLimit,
    requestInputLimit: options.requestInputLimit,
  };
  const simulation: Simulation = {
    store,
    clock,
    scheduler,
    transitions: new Transitions(store, scheduler, delays, () => clock.now()),
    delays,
    work,
    eras,
    names,
    ids: new IdSource(options.seed),
    transient: new TransientState(),
    ports: {},
    logger,
    settings,
  };
  for (const service of services) handleTimers(simulation, service);
  return simulation;
}

/** What the simulator itself keeps, by what the names begin with. */
export const SHARED_STATE = {
  clock: stateIn({ TIMERS }),
  control: stateIn({ HANDLES }),
  network: stateIn({ ADDRESSES, SUBNET_ADDRESSES }),
  runtime: stateIn({ HELD, RUNS, UNDER_WAY }),
};

/** @throws Error for a table, timer or transient value whose name is taken or misspelt. */
export function checkStateNames(services: Iterable<AnyService>): void {
  const names = new StateNames();
  for (const [owner, state] of Object.entries(SHARED_STATE)) names.add(owner, state);
  for (const { identity, state, timers } of services) names.add(identity.name, state, Object.keys(timers));
}

/** A context of a service outside any request: for timers and control objects. */
export function contextOf(simulation: Simulation, { identity }: AnyService, at: Scope): Context {
  const { account = simulation.settings.account, region = simulation.settings.region } = at;
  const { caller } = identify({ kind: "none" }, { account, region }, undefined);
  return new Context(simulation, identity, account, region, caller, "");
}

/** Makes the contexts of a service. Timers and ports ask for thousands, mostly in the same account and region. */
export function contextsOf(simulation: Simulation, service: AnyService): ContextAt {
  const { settings } = simulation;
  let last = contextOf(simulation, service, {});
  return ({ account = settings.account, region = settings.region }) => {
    if (last.account !== account || last.region !== region || last.era.ended)
      last = contextOf(simulation, service, { account, region });
    return last;
  };
}

function handleTimers(simulation: Simulation, service: AnyService): void {
  const contextAt = contextsOf(simulation, service);
  for (const [kind, handler] of Object.entries(service.timers)) {
    simulation.scheduler.handle(kind, (timer) => handler(timer.key, contextAt(timer)));
  }
}
