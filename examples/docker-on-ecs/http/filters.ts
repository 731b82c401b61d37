import { badParameter } from "../errors.js";
import type { DockerRequest } from "./request.js";

/** The parameter `filters`: the accepted values of each key. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the parameter `filters` in both of its forms: `{"label":["a=b"]}` and
 * `{"label":{"a=b":true}}`.
 *
 * @throws DockerError for JSON of another form, and for keys that are not `known`.
 */
export function readFilters(request: DockerRequest, known: readonly string[]): Filters {
  const text = request.text("filters");
  if (text === undefined) return new Map();
  const filters = new Map(Object.entries(parse(text)).map(([key, values]) => [key, valuesOf(values)]));
  for (const key of filters.keys()) if (!known.includes(key)) throw badParameter(`invalid filter '${key}'`);
  return filters;
}

/** Whether any of the values of a key is accepted; true if the filters lack the key. */
export function passes(filters: Filters, key: string, accepts: (value: string) => boolean): boolean {
  return filters.get(key)?.some(accepts) ?? true;
}

/** Whether all labels are there: `name` or `name=value`. */
export function hasLabels(filters: Filters, labels: Readonly<Record<string, string>>): boolean {
  const own = new Map(Object.entries(labels));
  return (filters.get("label") ?? []).every((wanted) => {
    const [name = "", ...value] = wanted.split("=");
    return own.has(name) && (!wanted.includes("=") || own.get(name) === value.join("="));
  });
}

function parse(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badParameter("invalid filter: the parameter filters is not JSON");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw badParameter("invalid filter: the parameter filters must be an object");
}

function valuesOf(values: unknown): readonly string[] {
  if (Array.isArray(values)) return values.map(String);
  if (typeof values === "object" && values !== null)
    return Object.entries(values).flatMap(([value, on]) => (on ? [value] : []));
  throw badParameter("invalid filter: values must be a list or an object");
}
