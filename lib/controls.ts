import type { ControlledService } from "./control/http/controlled.js";
import type { AnyService } from "./dispatch/routes.js";
import type { Simulation } from "./runtime/context.js";
import type { Executor } from "./runtime/execute.js";
import { Pending } from "./runtime/handler.js";
import { checkScope, type Scope } from "./runtime/scope.js";
import { type ControlHost, showsState } from "./runtime/service.js";
import type { ControlsOf, ServiceTable } from "./services/index.js";
import { contextOf } from "./simulation.js";
import { INSPECT } from "./values/inspect.js";

/** The control objects of all services: `sim.ecs` and the like. */
export function controlsOf<Table extends ServiceTable>(
  table: Table,
  simulation: Simulation,
  executor: Executor,
): ControlsOf<Table> {
  const controls = Object.entries(table).map(([name, service]) => [
    name,
    service.control(hostOf(service, simulation, executor)),
  ]);
  // Built from the same table that the type is made of.
  return Object.fromEntries(controls) as ControlsOf<Table>;
}

/** What the control object of a service works with. */
export function hostOf(
  service: AnyService,
  simulation: Simulation,
  executor: Executor,
): ControlHost & OpaqueHost {
  const { store, clock } = simulation;
  const context = (at: Scope = {}) => {
    checkScope(at);
    return contextOf(simulation, service, at);
  };
  return {
    simulation,
    context,
    change(at, work) {
      const ctx = context(at);
      const result = executor.transaction(ctx, () => work(ctx));
      clock.runDue();
      return result;
    },
    execute(operation, input, at) {
      const output = executor.begin(operation, input, context(at), service.steps);
      if (output instanceof Pending) throw new TypeError(`${operation.name} has to wait. Use a client.`);
      clock.runDue();
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
