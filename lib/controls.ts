import type { ControlledService } from "./control/http/controlled.js";
import type { World } from "./core/context.js";
import { INSPECT } from "./core/inspect.js";
import { checkPlace, type Place } from "./core/partition.js";
import { showsState } from "./core/service.js";
import type { AnyService } from "./dispatch/routes.js";
import type { ControlsOf, ServiceTable } from "./services/index.js";
import { contextOf } from "./world.js";

/** The control objects of all services: `sim.ecs` and the like. */
export function controlsOf<Table extends ServiceTable>(table: Table, world: World): ControlsOf<Table> {
  const host = (service: AnyService) => ({
    world,
    context: (at: Place = {}) => {
      checkPlace(at);
      return contextOf(world, service, at);
    },
    // Otherwise console.log(sim.ecs), and JSON of it, would show all that the simulator consists of.
    [INSPECT]: () => "[simulator]",
    toJSON: () => undefined,
  });
  const controls = Object.entries(table).map(([name, service]) => [name, service.control(host(service))]);
  // Built from the same table that the type is made of.
  return Object.fromEntries(controls) as ControlsOf<Table>;
}

/** What `/_sim/` serves of each service. */
export function controlledServices<Table extends ServiceTable>(
  table: Table,
  controls: ControlsOf<Table>,
): ControlledService[] {
  return Object.entries(table).map(([name, service]) => {
    const control: unknown = controls[name];
    return {
      name,
      routes: service.remote?.(control) ?? {},
      control,
      ...(showsState(control) && { state: (at) => control.state(at) }),
    };
  });
}
