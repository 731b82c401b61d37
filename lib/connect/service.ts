import {
  type AnyControlMethod,
  type ControlDefinition,
  type HandleMembers,
  pathsOf,
  resultMember,
  scopeIn,
} from "../control/definition/define-control.js";
import { checkArguments } from "../control/definition/parameters.js";
import { checkScope, type Scope } from "../runtime/scope.js";
import { type Calls, segment, unlessMissing, withoutFunctions } from "./calls.js";
import type { Connected } from "./json.js";

/** The control object of a service of a simulator in another process: its methods, which return promises. */
export function connectService<Sim>(
  calls: Calls,
  service: string,
  definition: ControlDefinition<Sim>,
  place: Scope = {},
): Connected<Sim> {
  const { methods, placed } = definition;
  const control = {};
  for (const [name, method] of methods) {
    const ask = async (...given: unknown[]) => {
      const sent = namedValues(method, checkArguments(method.parameters, given));
      return send(calls, `/${service}`, name, method, sent, scopeIn(method, given, place));
    };
    Object.assign(control, { [name]: ask });
  }
  const at = (scope: unknown) => {
    checkScope(scope);
    return connectService(calls, service, definition, { ...place, ...scope });
  };
  if (placed) Object.assign(control, { at });
  // Built from the table that the type was checked against.
  return control as Connected<Sim>;
}

/** The arguments of a request: values by name, and a body if an argument is one. */
interface SentValues {
  readonly named: Map<string, unknown>;
  readonly body?: unknown;
}

function namedValues({ parameters }: AnyControlMethod, args: readonly unknown[]): SentValues {
  const named = new Map<string, unknown>();
  let body: unknown;
  for (const [index, { name, kind, rest }] of parameters.entries()) {
    const encode = (value: unknown) => (kind.encode ? kind.encode(value) : value);
    const value = rest
      ? args.slice(index).map(encode)
      : args[index] === undefined
        ? undefined
        : encode(args[index]);
    if (kind.isBody) body = value;
    else if (!kind.members) named.set(name, value);
    else
      for (const [member, given] of Object.entries(withoutFunctions(name, value) ?? {}))
        named.set(member, given);
  }
  return { named, body };
}

async function send(
  calls: Calls,
  below: string,
  name: string,
  method: AnyControlMethod,
  { named, body }: SentValues,
  scope: Scope,
): Promise<unknown> {
  const { verb, bytes, effect, handle } = method;
  const pattern = pathsOf(name, method).find((path) =>
    namesIn(path).every((part) => named.get(part) !== undefined),
  );
  if (pattern === undefined) throw new TypeError(`"${name}" requires an argument that is part of its path.`);
  const path = below + pattern.replace(PARAM, (_, part: string) => segment(String(named.get(part))));
  for (const part of namesIn(pattern)) named.delete(part);
  const others: Record<string, unknown> = Object.fromEntries(named);
  const options =
    verb === "GET" ? { query: { ...others, ...scope } } : { query: { ...scope }, body: body ?? others };
  if (bytes) return unlessMissing(calls.bytes(verb, path, options));
  const answer = calls.call<Record<string, unknown> | undefined>(verb, path, options);
  if (handle) return answer.then(() => connectHandle(calls, path, handle));
  const result = await (effect === "read" ? unlessMissing(answer) : answer);
  const member = resultMember(name, method);
  return member === undefined || result === undefined ? result : new Map(Object.entries(result)).get(member);
}

/** Members of a handle are read on request, so each is a method here. */
function connectHandle(calls: Calls, path: string, members: HandleMembers): object {
  const methods = Object.entries(members).map(([name, effect]) => [
    name,
    async () => {
      if (effect === "end") return calls.call("DELETE", path);
      if (effect === "change") return calls.call("POST", `${path}/${name}`);
      const shown = await calls.call<Record<string, unknown>>("GET", path);
      return new Map(Object.entries(shown)).get(name);
    },
  ]);
  return Object.fromEntries(methods);
}

const PARAM = /\{(\w+)\}/g;

function namesIn(path: string): string[] {
  return Array.from(path.matchAll(PARAM), ([, name = ""]) => name);
}
