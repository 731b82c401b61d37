import type { Json } from "../../../runtime/store/codec.js";
import { own } from "../../../values/own.js";
import {
  compilePath,
  compilePathOrIntrinsic,
  compileReferencePath,
  compileTemplate,
} from "../expressions/compile.js";
import { isArray, isObject } from "../expressions/json-path/compare.js";
import type { Dynamic, Path, QueryLanguage, ReferencePath, Template } from "./types.js";

/**
 * The fields of a valid object of a definition, for `compile`. Validation ensures the types; anything else is
 * a bug.
 */
export class Fields {
  constructor(
    private readonly written: Json,
    readonly language: QueryLanguage,
  ) {}

  json(name: string): Json | undefined {
    return isObject(this.written) ? own(this.written, name) : undefined;
  }

  string(name: string): string | undefined {
    const value = this.json(name);
    return typeof value === "string" ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.json(name);
    return typeof value === "number" ? value : undefined;
  }

  /** @throws TypeError */
  requiredString(name: string): string {
    const value = this.string(name);
    if (value === undefined)
      throw new TypeError(`The definition has not been validated: "${name}" is missing.`);
    return value;
  }

  strings(name: string): readonly string[] {
    const value = this.json(name) ?? null;
    return isArray(value) ? value.filter((item) => typeof item === "string") : [];
  }

  /** One of some values, as a type of them. */
  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const value = this.json(name);
    return values.find((candidate) => candidate === value);
  }

  object(name: string): Fields | undefined {
    const value = this.json(name);
    return value !== undefined && isObject(value) ? new Fields(value, this.language) : undefined;
  }

  objects(name: string): readonly Fields[] {
    const value = this.json(name) ?? null;
    return isArray(value) ? value.map((item) => new Fields(item, this.language)) : [];
  }

  entries(name: string): readonly (readonly [name: string, value: Json])[] {
    const value = this.json(name) ?? null;
    return isObject(value) ? Object.entries(value) : [];
  }

  /** `null` is a value of InputPath and OutputPath. */
  path(name: string): Path | null | undefined {
    const value = this.json(name);
    return typeof value === "string" ? compilePath(value) : value === null ? null : undefined;
  }

  referencePath(name: string): ReferencePath | null | undefined {
    const value = this.json(name);
    return typeof value === "string" ? compileReferencePath(value) : value === null ? null : undefined;
  }

  template(name: string): Template | undefined {
    const value = this.json(name);
    return value === undefined ? undefined : compileTemplate(name, value, this.language);
  }

  /** A field that is a constant or an expression, or its variant with `Path`. */
  dynamic(name: string): Dynamic | undefined {
    const value = this.json(name);
    if (value !== undefined) return this.constantOrJsonata(name, value);
    const field = `${name}Path`;
    const path = this.string(field);
    if (path === undefined) return undefined;
    if (!path.startsWith("$"))
      return { kind: "template", field, template: compilePathOrIntrinsic(field, path) };
    return { kind: "path", field, path: compilePath(path) };
  }

  /** A member whose name may end with `.$`, as in Credentials. */
  member(name: string): Dynamic | undefined {
    const text = this.string(`${name}.$`);
    if (text === undefined) return this.dynamic(name);
    return { kind: "template", field: `${name}.$`, template: compilePathOrIntrinsic(`${name}.$`, text) };
  }

  private constantOrJsonata(field: string, value: Json): Dynamic {
    if (this.language === "JSONPath") return { kind: "constant", field, value };
    const template = compileTemplate(field, value, this.language);
    return template.compiled.kind === "constant"
      ? { kind: "constant", field, value }
      : { kind: "jsonata", field, template };
  }
}
