import type { ControlledService } from "./control/http/controlled.js";
import type { AnyService } from "./dispatch/routes.js";
import type { Simulation } from "./runtime/context.js";
import { checkScope, type Scope } from "./runtime/scope.js";
import { showsState } from "./runtime/service.js";
import type { ControlsOf, ServiceTable } from "./services/index.js";
import { contextOf } from "./simulation.js";
import { INSPECT } from "./values/inspect.js";

/** The control objects of all services: `sim.ecs` and the like. */
export function controlsOf<Table extends ServiceTable>(
  table: Table,
  simulation: Simulation,
): ControlsOf<Table> {
  const host = (service: AnyService) => ({
    simulation,
    context: (at: Scope = {}) => {
      checkScope(at);
      return contextOf(simulation, service, at);
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
