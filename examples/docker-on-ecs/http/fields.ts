import { badParameter } from "../errors.js";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

/** The members of a JSON object, each read as what it must be. `null` counts as missing. */
export class Fields {
  constructor(
    readonly value: JsonObject,
    private readonly at: string,
  ) {}

  /** @throws DockerError unless the value is an object. */
  static of(value: unknown, at: string): Fields {
    if (!isObject(value)) throw badParameter(`invalid JSON: ${at || "the body"} must be an object`);
    return new Fields(value, at);
  }

  text(name: string): string | undefined {
    return this.read(name, "a string", (value) => typeof value === "string");
  }

  integer(name: string): number | undefined {
    return this.read(name, "a number", (value) => typeof value === "number");
  }

  flag(name: string): boolean {
    return this.read(name, "a boolean", (value) => typeof value === "boolean") ?? false;
  }

  /** A list of strings; a single string is a list of one. */
  texts(name: string): readonly string[] | undefined {
    const value = this.member(name);
    if (typeof value === "string") return [value];
    return this.read(name, "a list of strings", isTexts);
  }

  /** An object of strings, such as labels. */
  labels(name: string): Readonly<Record<string, string>> {
    return this.read(name, "an object of strings", isLabels) ?? {};
  }

  /** A nested object; empty if it is missing. */
  object(name: string): Fields {
    return Fields.of(this.member(name) ?? {}, this.pathOf(name));
  }

  /** A list of objects. */
  objects(name: string): readonly Fields[] {
    const list = this.read(name, "a list", (value): value is readonly Json[] => Array.isArray(value)) ?? [];
    return list.map((item, index) => Fields.of(item, `${this.pathOf(name)}[${index}]`));
  }

  /** The names of the members of a nested object. */
  names(name: string): readonly string[] {
    return Object.keys(this.object(name).value);
  }

  private read<T extends Json>(name: string, kind: string, is: (value: Json) => value is T): T | undefined {
    const value = this.member(name);
    if (value === undefined) return undefined;
    if (!is(value)) throw badParameter(`invalid JSON: ${this.pathOf(name)} must be ${kind}`);
    return value;
  }

  private member(name: string): Json | undefined {
    return Object.hasOwn(this.value, name) ? (this.value[name] ?? undefined) : undefined;
  }

  private pathOf(name: string): string {
    return this.at === "" ? name : `${this.at}.${name}`;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isLabels(value: Json): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every((item) => typeof item === "string");
}
