import type { Context } from "../../runtime/context.js";
import type { OperationHandler } from "../../runtime/handler.js";
import { checkScope, type Scope } from "../../runtime/scope.js";
import { changeSettings, type SettingsDefinition, settingsOf } from "../../runtime/settings.js";
import type { Kind } from "./kinds.js";
import { type AnyParameter, type Arguments, param } from "./parameters.js";

export type Verb = "GET" | "POST" | "PATCH" | "DELETE";

/** The context of control methods. */
export interface ControlContext extends Context {
  /**
   * Calls an operation of the service as a client does. For methods of {@link operate}.
   *
   * @throws AwsError as the operation throws it.
   */
  execute<Input extends object, Output>(
    operation: OperationHandler<Input, Output>,
    input: Input,
    at?: Scope,
  ): Output;
}

/** A path below `/_sim/<service>`, with `{names}` of parameters or of members of object parameters. */
export type ControlPath = `/${string}`;

/** The description of a method, apart from its types. */
interface Traits {
  /** Reads change nothing and return copies. */
  readonly effect: "read" | "change";
  readonly verb: Verb;
  /** HTTP paths, the most specific first. Default its name. */
  readonly paths: readonly ControlPath[];
  readonly parameters: readonly AnyParameter[];
  /** It calls operations, which open their own transactions. */
  readonly operates?: true;
  /** It applies to all accounts and regions, and has no scope. */
  readonly everywhere: boolean;
  /** The result is a list. Over HTTP it is a member of an object, with the name of the method. */
  readonly list?: true;
  /** Another name for that member, or for that of a string or number result. */
  readonly as?: string;
  /** The result is bytes. */
  readonly bytes?: true;
  /** The members of the returned handle, which over HTTP is a resource at its path. */
  readonly handle?: HandleMembers;
  /** The returned settings. In process, each is a property of the control object. */
  readonly settings?: ReadonlyMap<string, Kind<unknown>>;
}

/** The members of a handle: what it shows, what changes something, and what ends it. */
export type HandleMembers = Readonly<Record<string, "read" | "change" | "end">>;

/** A method of a control object, implemented by `run`. */
export interface ControlMethod<Run> extends Traits {
  readonly run: Run;
}

/** A method of unknown argument and result types. Arguments are checked against its parameters. */
export type AnyControlMethod = ControlMethod<(ctx: ControlContext, ...args: never) => unknown>;

type Method = (...args: never) => unknown;

/**
 * The methods of a control object, one for each member of `Sim` and with its type. A missing or unknown
 * member, or another type, does not compile.
 */
export type ControlTable<Sim> = {
  readonly [Name in keyof Sim as Name extends "at"
    ? never
    : Sim[Name] extends Method
      ? Name
      : never]: Sim[Name] extends Method
    ? ControlMethod<(ctx: ControlContext, ...args: Parameters<Sim[Name]>) => ReturnType<Sim[Name]>>
    : never;
};

/** A control object: `sim.ecs`, `/_sim/ecs`, and the same in a connected simulator. */
export interface ControlDefinition<Sim> {
  readonly methods: ReadonlyMap<string, AnyControlMethod>;
  /** Its methods have no scope; `at(scope)` returns the control object of another one. */
  readonly placed: boolean;
  /** The type of the object in process; no value. */
  readonly sim?: Sim;
}

/** All settings together; each is also a property of the control object. */
export interface Settable<Settings> {
  /** The current settings. */
  settings(): Settings;
  /**
   * Changes settings; omitted ones keep their values. If one value is invalid, none changes.
   *
   * @throws TypeError for a setting or value that does not exist.
   */
  set(change: Partial<Settings>): void;
}

/** Defines a control object. `placed`: it has `at(scope)`, and its methods have no scope. */
export function defineControl<Sim>(
  table: ControlTable<Sim>,
  { placed = false }: { readonly placed?: boolean } = {},
): ControlDefinition<Sim> {
  return { methods: new Map(Object.entries<AnyControlMethod>(table)), placed };
}

/**
 * The scope of a call: that of the control object, or the value after the arguments.
 *
 * @throws TypeError for anything but an account and region.
 */
export function scopeIn(
  { everywhere, parameters }: AnyControlMethod,
  given: readonly unknown[],
  place: Scope,
): Scope {
  const last = parameters.at(-1)?.rest ? undefined : given[parameters.length];
  if (everywhere) return {};
  if (last === undefined) return place;
  checkScope(last);
  return { ...place, ...last };
}

/** The HTTP paths of a method below `/_sim/<service>`, the most specific first. */
export function pathsOf(name: string, { paths, effect, parameters }: AnyControlMethod): readonly string[] {
  if (paths.length > 0) return paths;
  if (effect === "change") return [`/${name}`];
  const required = parameters.filter(({ optional }) => !optional);
  const both = [parameters, required].map((all) =>
    [`/${name}`, ...all.map((one) => `{${one.name}}`)].join("/"),
  );
  return [...new Set(both)];
}

/** The member that contains a result over HTTP; `undefined` for objects, which are the whole response. */
export function resultMember(name: string, { list, as }: AnyControlMethod): string | undefined {
  return as ?? (list ? name : undefined);
}

type Options = Partial<Pick<Traits, "everywhere" | "as" | "paths" | "verb">>;
type Run<Given extends readonly AnyParameter[], Result> = (
  ctx: ControlContext,
  ...args: Arguments<Given>
) => Result;

/** A method that only reads. Over HTTP a GET. */
export function read<const Given extends readonly AnyParameter[], Result>(
  parameters: Given,
  run: Run<Given, Result>,
  options: Omit<Options, "verb"> & { readonly bytes?: true } = {},
): ControlMethod<Run<Given, Result>> {
  return { effect: "read", verb: "GET", paths: [], everywhere: false, ...options, parameters, run };
}

/** A method that reads a list. */
export function list<const Given extends readonly AnyParameter[], Result extends readonly unknown[]>(
  parameters: Given,
  run: Run<Given, Result>,
  options: Omit<Options, "verb"> = {},
): ControlMethod<Run<Given, Result>> {
  return { ...read(parameters, run, options), list: true };
}

/** A method that changes something in one transaction. Over HTTP a POST unless `verb` is given. */
export function change<const Given extends readonly AnyParameter[], Result>(
  parameters: Given,
  run: Run<Given, Result>,
  options: Options = {},
): ControlMethod<Run<Given, Result>> {
  return { effect: "change", verb: "POST", paths: [], everywhere: false, ...options, parameters, run };
}

/** A method that calls operations, each in its own transaction. */
export function operate<const Given extends readonly AnyParameter[], Result>(
  parameters: Given,
  run: Run<Given, Result>,
  options: Options = {},
): ControlMethod<Run<Given, Result>> {
  return { ...change(parameters, run, options), operates: true };
}

/**
 * A method that returns a handle. Over HTTP the handle is at `path`: POST creates it, GET shows it, DELETE
 * ends it.
 */
export function handle<const Given extends readonly AnyParameter[], Handle>(
  path: ControlPath,
  parameters: Given,
  run: Run<Given, Handle>,
  members: { readonly [Name in keyof Handle]-?: HandleMembers[string] },
): ControlMethod<Run<Given, Handle>> {
  return { ...change(parameters, run, { paths: [path], everywhere: true }), handle: { ...members } };
}

/** The methods `settings` and `set`, and a property of the control object for each setting. */
export function settings<Settings extends object>(
  kind: Kind<Settings>,
  definition: SettingsDefinition<Settings>,
) {
  const everywhere = { paths: ["/settings"], everywhere: true } as const;
  // The kind of settings has no required members.
  const changed = param("change", kind as Kind<Partial<Settings>>);
  return {
    settings: {
      ...read([], (ctx) => settingsOf(ctx, definition), everywhere),
      ...(kind.members && { settings: kind.members }),
    },
    set: change([changed], (ctx, values) => changeSettings(ctx, definition, values), {
      ...everywhere,
      verb: "PATCH",
    }),
  };
}

type Reads = Readonly<Record<string, AnyControlMethod>>;

/** The method `state`: the results of these reads without arguments, by their names. */
export function stateOf<Read extends Reads>(
  reads: Read,
): ControlMethod<(ctx: ControlContext) => { readonly [Name in keyof Read]: ReturnType<Read[Name]["run"]> }> {
  const entries = Object.entries<AnyControlMethod>(reads);
  return read([], (ctx) => {
    const results = entries.map(([name, { run }]) => [name, Reflect.apply(run, undefined, [ctx])]);
    // Built from the table that the type is derived from.
    return Object.fromEntries(results) as { readonly [Name in keyof Read]: ReturnType<Read[Name]["run"]> };
  });
}

/** The results of reads of a control object, by their names. */
export type StateOf<Sim, Names extends keyof Sim> = {
  readonly [Name in Names]: Sim[Name] extends (...args: never) => infer Result ? Result : never;
};
