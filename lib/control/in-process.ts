import type { AnyService } from "../dispatch/routes.js";
import type { Context, Simulation } from "../runtime/context.js";
import type { Executor } from "../runtime/execute.js";
import { Pending } from "../runtime/handler.js";
import { checkScope, type Scope } from "../runtime/scope.js";
import type { ControlHost } from "../runtime/service.js";
import type { ControlsOf, ServiceTable } from "../services/index.js";
import { contextOf } from "../simulation.js";
import { defineLazily } from "../values/lazy.js";
import { andThen } from "../values/promises.js";
import {
  type AnyControlMethod,
  type ControlContext,
  type ControlDefinition,
  type Settable,
  scopeIn,
} from "./definition/define-control.js";
import type { Kind } from "./definition/kinds.js";
import { checkArguments } from "./definition/parameters.js";
import type { ControlledService } from "./http/service-routes.js";

/** The control objects of all services, such as `sim.ecs`: each is made when it is first used. */
export function controlsOf<Table extends ServiceTable>(
  table: Table,
  simulation: Simulation,
  executor: Executor,
): ControlsOf<Table> {
  const controls = {};
  for (const [name, service] of Object.entries<AnyService>(table))
    defineLazily(controls, name, () =>
      createControl(service.control(), hostOf(service, simulation, executor)),
    );
  // Built from the table that the type is derived from.
  return controls as ControlsOf<Table>;
}

/** The host of the control object of a service. */
export function hostOf(service: AnyService, simulation: Simulation, executor: Executor): ControlHost {
  const { clock } = simulation;
  const context = (at: Scope = {}) => {
    checkScope(at);
    return contextOf(simulation, service, at);
  };
  return {
    context,
    change(at, work) {
      const ctx = context(at);
      const result = executor.transaction(ctx, () => work(ctx));
      clock.runDue();
      return result;
    },
    execute(operation, input, at) {
      const output = executor.begin(operation, input, context(at), service.behaviour().steps);
      if (output instanceof Pending) throw new TypeError(`${operation.name} is asynchronous. Use a client.`);
      clock.runDue();
      return output;
    },
  };
}

/** The services in the HTTP control API. */
export function controlledServices(table: ServiceTable, controls: object): ControlledService[] {
  return Object.entries<AnyService>(table).map(([name, service]) => ({
    name,
    get definition() {
      return service.control();
    },
    get control() {
      return Reflect.get(controls, name) as object;
    },
  }));
}

/** Creates the control object of a simulator in this process, such as `sim.ecs`. */
export function createControl<Sim>(definition: ControlDefinition<Sim>, host: ControlHost): Sim {
  // Built from the table that the type was checked against.
  return createIn(definition, host, {}) as Sim;
}

function createIn(definition: ControlDefinition<unknown>, host: ControlHost, place: Scope): object {
  const { methods, placed } = definition;
  const control = {};
  for (const [name, method] of methods)
    Object.assign(control, { [name]: (...given: unknown[]) => call(method, host, given, place) });
  const at = (scope: unknown) => {
    checkScope(scope);
    return createIn(definition, host, { ...place, ...scope });
  };
  if (placed) Object.assign(control, { at });
  for (const [name, kind] of methods.get("settings")?.settings ?? []) defineSetting(control, name, kind);
  return control;
}

/** Calls a method with its arguments, optionally followed by a scope. */
function call(method: AnyControlMethod, host: ControlHost, given: readonly unknown[], place: Scope): unknown {
  const args = checkArguments(method.parameters, given);
  const scope = scopeIn(method, given, place);
  const execute: ControlContext["execute"] = (operation, input, at = scope) => {
    // Inside the transaction of `change`, it would run the timers that became due.
    if (!method.operates) throw new Error("Only methods of operate() call operations.");
    return host.execute(operation, input, at);
  };
  const run = (ctx: Context): unknown =>
    Reflect.apply(method.run, undefined, [Object.assign(ctx, { execute }), ...args]);
  if (method.effect === "read") {
    const copy = (result: unknown) => (method.bytes ? result : structuredClone(result));
    return andThen(run(host.context(scope)), copy);
  }
  return method.operates ? run(host.context(scope)) : host.change(scope, run);
}

/** Defines a property for a setting, unless a method has its name. */
function defineSetting(control: object, name: string, kind: Kind<unknown>): void {
  if (name in control || !isSettable(control)) return;
  Object.defineProperty(control, name, {
    enumerable: true,
    get: (): unknown => Reflect.get(control.settings(), name),
    set: (value: unknown) => control.set({ [name]: kind.check(value, name) }),
  });
}

function isSettable(control: object): control is Settable<object> {
  return "settings" in control && "set" in control;
}
