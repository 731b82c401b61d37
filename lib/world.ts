import { identify } from "./auth/caller.js";
import { Clock } from "./core/clock/clock.js";
import { Scheduler } from "./core/clock/scheduler.js";
import { Timeline } from "./core/clock/timeline.js";
import { Work } from "./core/clock/work.js";
import { Context, type Settings, type World } from "./core/context.js";
import { Delays } from "./core/delays.js";
import { Eras } from "./core/era.js";
import { IdSource } from "./core/ids.js";
import { LiveValues } from "./core/live.js";
import type { Partition, Place } from "./core/partition.js";
import { ServiceNames } from "./core/service-names.js";
import { Store } from "./core/store.js";
import { Transitions } from "./core/transitions.js";
import type { AnyService } from "./dispatch/routes.js";
import type { ResolvedOptions } from "./options.js";

/** Makes what the services of one simulator share, and gives their timers their handlers. */
export function createWorld(options: ResolvedOptions, services: readonly AnyService[], url: string): World {
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
  const world: World = {
    store,
    clock,
    scheduler,
    transitions: new Transitions(store, scheduler, delays, () => clock.now()),
    delays,
    work,
    eras,
    names,
    ids: new IdSource(options.seed),
    live: new LiveValues(settings),
    ports: {},
    logger,
    settings,
  };
  for (const service of services) handleTimers(world, service);
  return world;
}

/** A context of a service outside any request: for timers and control objects. */
export function contextOf(world: World, { identity }: AnyService, at: Place): Context {
  const { account = world.settings.account, region = world.settings.region } = at;
  const { caller } = identify({ kind: "none" }, { account, region }, undefined);
  return new Context(world, identity, account, region, caller, "");
}

function handleTimers(world: World, service: AnyService): void {
  // Timers come in thousands, and mostly for the same account and region.
  let last = contextOf(world, service, {});
  const contextAt = (at: Partition): Context => {
    if (last.account !== at.account || last.region !== at.region || last.era.ended)
      last = contextOf(world, service, at);
    return last;
  };
  for (const [kind, handler] of Object.entries(service.timers)) {
    world.scheduler.handle(kind, (timer) => handler(timer.key, contextAt(timer)));
  }
}
