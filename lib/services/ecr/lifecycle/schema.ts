import { own } from "../../../values/own.js";
import { invalidLifecyclePolicy, unreadableLifecyclePolicy } from "../errors/policies.js";

/** An object of a policy document. */
export type Json = Readonly<Record<string, unknown>>;

/** AWS validates policies with a JSON schema; the messages are those of its validator. */
export function onlyMembers(object: Json, ...known: readonly string[]): void {
  const strange = Object.keys(object).filter((name) => !known.includes(name));
  if (strange.length > 0) {
    throw invalidLifecyclePolicy(
      `object instance has properties which are not allowed by the schema: ${JSON.stringify(strange)}`,
    );
  }
}

export function requireMembers(object: Json, ...names: readonly string[]): void {
  const missing = names.filter((name) => own(object, name) === undefined).sort();
  if (missing.length > 0) {
    throw invalidLifecyclePolicy(`object has missing required properties (${JSON.stringify(missing)})`);
  }
}

export function readInteger(value: unknown, least: number): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw unreadableLifecyclePolicy();
  if (value < least) {
    throw invalidLifecyclePolicy(
      `numeric instance is lower than the required minimum (minimum: ${least}, found: ${value})`,
    );
  }
  return value;
}

export function readText(value: unknown): string {
  if (typeof value !== "string") throw unreadableLifecyclePolicy();
  return value;
}

export function readTexts(value: unknown): string[] {
  if (!Array.isArray(value)) throw unreadableLifecyclePolicy();
  return value.map(readText);
}

export function readOneOf<Value extends string>(value: unknown, values: readonly Value[]): Value {
  const text = readText(value);
  const known = values.find((candidate) => candidate === text);
  if (known === undefined) {
    throw invalidLifecyclePolicy(
      `instance value ("${text}") not found in enum (possible values: ${JSON.stringify(values)})`,
    );
  }
  return known;
}
