import { rejectUnknownMembers } from "../../text/suggestions.js";
import { isRecord } from "../../values/is-record.js";
import { type Kind, unexpected } from "../definition/kinds.js";
import type { AnyParameter } from "../definition/parameters.js";
import type { Call } from "./router.js";

const SCOPE = ["account", "region"];

/**
 * The arguments of a request for the parameters of a method. Those that the path does not contain are query
 * parameters of a GET, and members of the body of other requests; the same applies to members of objects.
 *
 * @throws TypeError for an unknown name, and for a value that cannot be parsed.
 */
export function argumentsOf(parameters: readonly AnyParameter[], call: Call): unknown[] {
  const known = parameters.flatMap(namesOf).filter((name) => !Object.hasOwn(call.params, name));
  // An object of the method rejects unknown members as it does in process.
  const last = parameters.findLast(({ kind }) => kind.members);
  const given = valuesOf(parameters, call);
  const unknown = [...given.keys()].filter((name) => !known.includes(name));
  if (call.method === "GET") rejectUnknownMembers(call.query, [...SCOPE, ...known], "The query string");
  else if (!last) rejectUnknownMembers(Object.fromEntries(given), known, "The body");
  for (const [name, value] of Object.entries(call.params)) given.set(name, value);
  return parameters.flatMap((parameter) => {
    const { name, kind } = parameter;
    if (kind.isBody && !given.has(name)) return decode(parameter, call.body);
    if (!kind.members) return decode(parameter, given.get(name));
    const names = parameter === last ? [...kind.members.keys(), ...unknown] : [...kind.members.keys()];
    const present = names.filter((member) => given.has(member));
    if (present.length === 0 && parameter.optional) return [undefined];
    return decode(parameter, Object.fromEntries(present.map((member) => [member, given.get(member)])));
  });
}

/** The account and region of a request. @throws TypeError for other query parameters, except of a GET. */
export function scopeOf({ method, query }: Call): object {
  if (method !== "GET") rejectUnknownMembers(query, SCOPE, "The query string");
  return Object.fromEntries(Object.entries(query).filter(([name]) => SCOPE.includes(name)));
}

/** The names of a parameter in a request. */
function namesOf({ name, kind }: { readonly name: string; readonly kind: Kind<unknown> }): string[] {
  return kind.members ? [...kind.members.keys()] : [name];
}

/** The values in the query string or body, by name. */
function valuesOf(parameters: readonly AnyParameter[], { method, query, body }: Call): Map<string, unknown> {
  const given = new Map<string, unknown>();
  if (method === "GET") {
    for (const [name, value] of Object.entries(query)) if (!SCOPE.includes(name)) given.set(name, value);
  } else if (body !== undefined && !parameters.some(({ kind }) => kind.isBody)) {
    if (!isRecord(body)) throw unexpected("body", "a JSON object", body);
    for (const [name, value] of Object.entries(body)) given.set(name, value);
  }
  return given;
}

/** The arguments of a parameter from JSON: one, or a list for the last parameter of some methods. */
function decode({ kind, rest }: AnyParameter, json: unknown): unknown[] {
  if (!rest) return [json === undefined ? undefined : decoded(kind, json)];
  if (json === undefined) return [];
  return (Array.isArray(json) ? json : [json]).map((item) => decoded(kind, item));
}

function decoded(kind: Kind<unknown>, json: unknown): unknown {
  return kind.decode ? kind.decode(json) : json;
}
