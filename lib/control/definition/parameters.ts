import type { Kind, Schema } from "./kinds.js";

/** A parameter of a control method. */
export interface Parameter<Value> {
  /** The name of the argument, and of the member or query parameter over HTTP. */
  readonly name: string;
  readonly kind: Kind<Value>;
  readonly optional: boolean;
  readonly rest: false;
}

/** The last parameter of a method, for several arguments. */
export interface RestParameter<Values extends readonly unknown[]>
  extends Omit<Parameter<Values[number]>, "rest"> {
  readonly rest: true;
  /** The types of the arguments; no value. */
  readonly values?: Values;
}

export type AnyParameter = Parameter<unknown> | RestParameter<readonly unknown[]>;

/** The arguments that parameters describe. */
export type Arguments<Parameters extends readonly AnyParameter[]> = Parameters extends readonly [
  ...infer First extends readonly AnyParameter[],
  RestParameter<infer Values>,
]
  ? [...Single<First>, ...Values]
  : Single<Parameters>;

type Single<Parameters extends readonly AnyParameter[]> = {
  -readonly [Index in keyof Parameters]: Parameters[Index] extends Parameter<infer Value> ? Value : never;
};

export function param<Value>(name: string, kind: Kind<Value>): Parameter<Value> {
  return { name, kind, optional: false, rest: false };
}

/** An optional parameter. */
export function optional<Value>(name: string, kind: Kind<Value>): Parameter<Value | undefined> {
  return { name, kind, optional: true, rest: false };
}

/** A last parameter for one or more arguments. */
export function rest<Value>(name: string, kind: Kind<Value>): RestParameter<readonly [Value, ...Value[]]> {
  return { name, kind, optional: false, rest: true };
}

/** A last parameter for any number of arguments. */
export function optionalRest<Value>(name: string, kind: Kind<Value>): RestParameter<readonly Value[]> {
  return { name, kind, optional: true, rest: true };
}

/**
 * Checks the arguments of a call, in process, over HTTP and in a connected simulator.
 *
 * @throws TypeError for a missing argument, or one of another kind.
 */
export function checkArguments(parameters: readonly AnyParameter[], given: readonly unknown[]): unknown[] {
  return parameters.flatMap(({ name, kind, optional, rest }, index) => {
    if (!rest) {
      const value = given[index];
      return [value === undefined && optional ? undefined : kind.check(value, name)];
    }
    const values = given.slice(index);
    if (values.length === 0 && !optional) throw new TypeError(`"${name}" is missing. Pass at least one.`);
    return values.map((value) => kind.check(value, name));
  });
}

/** The schema of a parameter that is the body of a request; several values of a rest parameter are a list. */
export function bodySchema({ kind, rest }: AnyParameter): Schema {
  return rest ? { anyOf: [kind.schema, { type: "array", items: kind.schema, minItems: 1 }] } : kind.schema;
}
