import type { ControlledService } from "./control/http/controlled.js";
import type { AnyService } from "./dispatch/routes.js";
import type { Simulation } from "./runtime/context.js";
import { checkScope, type Scope } from "./runtime/scope.js";
import { type ControlHost, showsState } from "./runtime/service.js";
import type { ControlsOf, ServiceTable } from "./services/index.js";
import { contextOf } from "./simulation.js";
import { INSPECT } from "./values/inspect.js";
import { isPromise } from "./values/promises.js";

/** The control objects of all services: `sim.ecs` and the like. */
export function controlsOf<Table extends ServiceTable>(
  table: Table,
  simulation: Simulation,
): ControlsOf<Table> {
  const controls = Object.entries(table).map(([name, service]) => [
    name,
    service.control(hostOf(service, simulation)),
  ]);
  // Built from the same table that the type is made of.
  return Object.fromEntries(controls) as ControlsOf<Table>;
}

/** What the control object of a service works with. */
export function hostOf(service: AnyService, simulation: Simulation): ControlHost & OpaqueHost {
  const { store, clock } = simulation;
  const context = (at: Scope = {}) => {
    checkScope(at);
    return contextOf(simulation, service, at);
  };
  const change: ControlHost["change"] = (at, work) => {
    const ctx = context(at);
    const result = store.transaction(() => work(ctx));
    clock.runDue();
    return result;
  };
  return {
    simulation,
    context,
    change,
    execute: (operation, input, at) => {
      const output = change(at, (ctx) => operation(input, ctx));
      if (isPromise(output)) throw new TypeError(`${operation.name} has to wait. Call it with a client.`);
      return output;
    },
    everywhere: (definition) => store.everywhere(definition),
    [INSPECT]: () => "[simulator]",
    toJSON: () => undefined,
  };
}

/** Without these, `console.log(sim.ecs)` and JSON of it would show everything that the simulator consists of. */
interface OpaqueHost {
  [INSPECT](): string;
  toJSON(): undefined;
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
