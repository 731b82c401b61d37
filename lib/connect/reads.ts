import { READS } from "../control/reads.js";
import { checkScope, type Scope } from "../runtime/scope.js";
import type { Controls } from "../services/index.js";
import { type Calls, segment } from "./calls.js";
import type { Json } from "./json.js";

type Reads = typeof READS;

type Promised<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Json<Result>>
  : never;

/** The methods of a service's control object that only read: the same names and arguments, with promises of JSON. */
export type ConnectedReads<Service extends keyof Reads> = {
  readonly [Method in keyof Reads[Service] & keyof Controls[Service]]: Promised<Controls[Service][Method]>;
};

/** Adds the methods that only read to a service of a simulator in another process. */
export function withReads<Service extends keyof Reads, Base extends object>(
  calls: Calls,
  service: Service,
  base: Base,
): Base & ConnectedReads<Service> {
  const methods = Object.entries(READS[service]).map(([method, parameters]: [string, number]) => [
    method,
    (...args: readonly unknown[]) => {
      const names = args.slice(0, parameters).filter((name) => name !== undefined);
      return read(calls, service, method, names.map(String), placeIn(args[parameters]));
    },
  ]);
  // Built from the same table that the type is made of.
  return Object.assign(base, Object.fromEntries(methods) as ConnectedReads<Service>);
}

/** What a method of a control object returns that only reads; `undefined` where it returns that. */
export function read<Answer>(
  calls: Calls,
  service: keyof Reads,
  method: string,
  names: readonly string[],
  at: Scope,
): Promise<Answer> {
  const path = `/state/${[service, method, ...names].map(segment).join("/")}`;
  return calls.call("GET", path, { query: { ...at } });
}

function placeIn(value: unknown): Scope {
  if (value === undefined) return {};
  checkScope(value);
  return value;
}
