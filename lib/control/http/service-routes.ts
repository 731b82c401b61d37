import type { TransientState } from "../../runtime/transient-state.js";
import { andThen } from "../../values/promises.js";
import {
  type AnyControlMethod,
  type ControlDefinition,
  pathsOf,
  resultMember,
} from "../definition/define-control.js";
import { argumentsOf, scopeOf } from "./arguments.js";
import { HANDLES } from "./handles.js";
import { HttpError } from "./http-error.js";
import type { Call, Routes } from "./router.js";

/** A service in the HTTP control API: the definition of its control object, and that object. */
export interface ControlledService {
  readonly name: string;
  readonly definition: ControlDefinition<unknown>;
  readonly control: object;
}

/** `/_sim/<service>`: the methods of a control object. */
export function serviceRoutes(service: ControlledService, transient: TransientState): Routes {
  const routes = Array.from(service.definition.methods, ([name, method]) =>
    pathsOf(name, method).map((path) =>
      method.handle
        ? handleRoutes(service, name, method, path, () => transient.get(HANDLES))
        : {
            [`${method.verb} ${path}`]: (call: Call) =>
              andThen(invoke(service, name, method, call), (result) => reply(name, method, result)),
          },
    ),
  );
  return Object.assign({}, ...routes.flat());
}

/** Calls a method of a control object with the arguments of a request. */
export function invoke(
  { definition, control }: ControlledService,
  name: string,
  { parameters, everywhere }: AnyControlMethod,
  call: Call,
): unknown {
  const args = argumentsOf(parameters, call);
  const scope = scopeOf(call);
  if (everywhere && Object.keys(scope).length > 0)
    throw new TypeError(`"${name}" applies to all accounts and regions. Omit "account" and "region".`);
  if (everywhere) return memberOf(control, name, ...args);
  if (!definition.placed) return memberOf(control, name, ...args, scope);
  const there = memberOf(control, "at", scope);
  return typeof there === "object" && there !== null ? memberOf(there, name, ...args) : undefined;
}

/** POST creates or replaces the handle; GET shows it; DELETE ends it. */
function handleRoutes(
  service: ControlledService,
  name: string,
  method: AnyControlMethod,
  path: string,
  handles: () => Map<string, object>,
): Routes {
  const members = Object.entries(method.handle ?? {});
  const named = (effect: string) => members.filter(([, is]) => is === effect).map(([member]) => member);
  const keyOf = ({ params }: Call) => JSON.stringify([service.name, path, params]);
  const find = (call: Call) => {
    const handle = handles().get(keyOf(call));
    if (handle) return handle;
    throw new HttpError(404, `Nothing is set here. Use POST /_sim/${service.name}${path}.`, {
      unknown: "handle",
    });
  };
  const end = (handle: object) => named("end").map((member) => memberOf(handle, member));
  return {
    [`POST ${path}`]: (call) => {
      const made = invoke(service, name, method, call);
      const before = handles().get(keyOf(call));
      if (before) end(before);
      if (typeof made === "object" && made !== null) handles().set(keyOf(call), made);
    },
    [`GET ${path}`]: (call) => {
      const handle = find(call);
      return Object.fromEntries(named("read").map((member) => [member, memberOf(handle, member)]));
    },
    [`DELETE ${path}`]: (call) => {
      const handle = handles().get(keyOf(call));
      if (handle) end(handle);
    },
    ...Object.fromEntries(
      named("change").map((member) => [
        `POST ${path}/${member}`,
        (call: Call) => memberOf(find(call), member),
      ]),
    ),
  };
}

/** A result as a JSON object, to which members can be added. Other results become a member of one. */
function reply(name: string, method: AnyControlMethod, result: unknown): unknown {
  if (result === undefined && method.effect === "read")
    throw new HttpError(404, "The resource does not exist.");
  const member = resultMember(name, method);
  return member === undefined || result === undefined ? result : { [member]: result };
}

/** The result of a method, or the value of another member. */
function memberOf(target: object, name: string, ...args: readonly unknown[]): unknown {
  const member: unknown = Reflect.get(target, name);
  return typeof member === "function" ? Reflect.apply(member, target, args) : member;
}
