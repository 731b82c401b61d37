import {
  change,
  defineControl,
  handle,
  list,
  read,
  type Settable,
  type StateOf,
  settings,
  stateOf,
} from "../../control/definition/define-control.js";
import { object, oneOf, string } from "../../control/definition/kinds.js";
import { optional, param, rest } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { describeConfiguration } from "./configuration.js";
import { describeMapping, EVENT_SOURCE_MAPPINGS } from "./event-sources/mapping.js";
import type {
  AliasConfiguration,
  EventSourceMappingConfiguration,
  FunctionConfiguration,
} from "./generated/types.js";
import type { LambdaOutcomes, UntypedEvent } from "./invoke/handler.js";
import type { Invocation } from "./invoke/invocation.js";
import { readInvocations } from "./invoke/invocations.js";
import { LAMBDA } from "./invoke/live.js";
import { functionTarget, lambdaOutcome } from "./invoke/outcome-kinds.js";
import { LAMBDA_SETTINGS, type LambdaSettings, type PendingInvokes } from "./invoke/pending-invokes.js";
import type { LambdaTarget } from "./invoke/registrations.js";
import { type LambdaSpy, spyOn } from "./invoke/spy.js";
import { versionOf, versionsOf } from "./lookup.js";
import { listAliases } from "./operations/aliases.js";
import { FUNCTIONS, LATEST } from "./state.js";

/** The state of Lambda, and the invocations in all accounts and regions. */
export type LambdaState = StateOf<LambdaSim, "functions" | "eventSourceMappings" | "invocations">;

/** `sim.lambda`: sets the behaviour of functions and reads the state of Lambda. */
export interface LambdaSim extends Settable<LambdaSettings> {
  /**
   * Sets the behaviour of a function, and records its invocations. The function need not exist: with a
   * behaviour it can be invoked, with a timeout of 900 seconds.
   *
   * @param target `"name"`, `"name:alias"`, `"name:1"`, or an ARN for one account and region. The most
   * specific target wins, and among equals the last one. With options, `{ name, captureConsole }`.
   * @param outcomes a handler; an `Error` to throw; or any other value, which the function returns. Several
   * outcomes apply to successive calls; the last one repeats.
   * @throws TypeError for an invalid name, and for unknown options.
   */
  on<Event = UntypedEvent>(target: string | LambdaTarget, ...outcomes: LambdaOutcomes<Event>): LambdaSpy;
  /** Sets the behaviour of functions without their own. Default they return `{"statusCode":200}`. */
  respondByDefault<Event = UntypedEvent>(...outcomes: LambdaOutcomes<Event>): void;
  /**
   * The response to an Invoke of a function that is Pending: `"reject"` (default), AWS's
   * ResourceConflictException; `"accept"`, a run.
   */
  pendingInvokes: PendingInvokes;
  /**
   * Returns copies of the latest invocations of all functions, or of one, in all accounts and regions, oldest
   * first.
   *
   * @throws TypeError for a function that neither exists nor has a behaviour.
   */
  invocations(name?: string): Invocation[];
  /** Returns all functions and event source mappings, and the invocations in all accounts and regions. */
  state(at?: Scope): LambdaState;
  /** Returns copies of all event source mappings, by UUID, as GetEventSourceMapping does. */
  eventSourceMappings(at?: Scope): EventSourceMappingConfiguration[];
  /** Returns copies of `$LATEST` of all functions, by name, as GetFunctionConfiguration does. */
  functions(at?: Scope): FunctionConfiguration[];
  /** Returns a copy of `$LATEST` of one function; `undefined` if it does not exist. */
  function(name: string, at?: Scope): FunctionConfiguration | undefined;
  /**
   * Returns copies of the published versions of a function, oldest first.
   *
   * @throws TypeError for a function that neither exists nor has a behaviour.
   */
  versions(name: string, at?: Scope): FunctionConfiguration[];
  /**
   * Returns copies of the aliases of a function, by name.
   *
   * @throws TypeError for a function that neither exists nor has a behaviour.
   */
  aliases(name: string, at?: Scope): AliasConfiguration[];
}

const NAME = param("name", string);

const reads = {
  functions: list([], (ctx): FunctionConfiguration[] =>
    [...ctx.table(FUNCTIONS).values()].flatMap(({ name }) => latest(ctx, name) ?? []),
  ),
  eventSourceMappings: list([], (ctx): EventSourceMappingConfiguration[] =>
    Array.from(ctx.table(EVENT_SOURCE_MAPPINGS).values(), describeMapping),
  ),
  invocations: list([optional("name", string)], invocations, {
    paths: ["/functions/{name}/invocations", "/invocations"],
    everywhere: true,
  }),
};

export const lambdaControl = defineControl<LambdaSim>({
  ...reads,
  state: stateOf(reads),
  function: read([NAME], latest),
  versions: list([NAME], versions, { paths: ["/functions/{name}/versions"] }),
  aliases: list([NAME], aliases, { paths: ["/functions/{name}/aliases"] }),
  on: handle(
    "/functions/{name}/responses",
    [param("name", functionTarget), rest("outcomes", lambdaOutcome)],
    (ctx, target, ...outcomes) => setBehaviour(ctx, target, outcomes),
    { invocations: "read", lastInvocation: "read", callCount: "read", reset: "change", restore: "end" },
  ),
  respondByDefault: change(
    [rest("outcomes", lambdaOutcome)],
    (ctx, ...outcomes) => ctx.transient(LAMBDA).respondByDefault(outcomes),
    { paths: ["/default-responses"], everywhere: true },
  ),
  ...settings<LambdaSettings>(object({ pendingInvokes: oneOf("reject", "accept") }), LAMBDA_SETTINGS),
});

function setBehaviour(
  ctx: Context,
  target: string | LambdaTarget,
  outcomes: LambdaOutcomes<unknown>,
): LambdaSpy {
  const live = ctx.transient(LAMBDA);
  const { registrations } = live;
  return spyOn(registrations, registrations.add(target, outcomes), () => {
    const now = ctx.renewed();
    // A behaviour removed by a reset has no records.
    return now.transient(LAMBDA) === live ? now : undefined;
  });
}

function invocations(ctx: Context, name: string | undefined): Invocation[] {
  const found = readInvocations(ctx, name);
  if (name !== undefined && found.length === 0) requireKnown(ctx, name);
  return found;
}

function versions(ctx: Context, name: string): FunctionConfiguration[] {
  requireFunction(ctx, name);
  const published = [...versionsOf(ctx, name)].filter(({ version }) => version !== LATEST);
  return published.map((row) => describeConfiguration(ctx, row, row.version));
}

function aliases(ctx: Context, name: string): AliasConfiguration[] {
  requireFunction(ctx, name);
  if (!ctx.table(FUNCTIONS).has(name)) return [];
  const aliases: AliasConfiguration[] = [];
  let Marker: string | undefined;
  do {
    const page = listAliases({ FunctionName: name, Marker }, ctx);
    aliases.push(...(page.Aliases ?? []));
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return aliases;
}

/** @throws UnknownResource for a function that no account has and that has no behaviour. */
function requireKnown(ctx: Context, name: string): void {
  const known = new Set(ctx.transient(LAMBDA).registrations.names());
  for (const table of ctx.everywhere(FUNCTIONS)) for (const row of table.values()) known.add(row.name);
  if (!known.has(name)) throw new UnknownResource("function", name, known);
}

/** @throws UnknownResource for a function that neither exists there nor has a behaviour. */
function requireFunction(ctx: Context, name: string): void {
  const functions = ctx.table(FUNCTIONS);
  if (functions.has(name)) return;
  const known = new Set(ctx.transient(LAMBDA).registrations.names());
  for (const row of functions.values()) known.add(row.name);
  if (!known.has(name)) throw new UnknownResource("function", name, known, ctx);
}

function latest(ctx: Context, name: string): FunctionConfiguration | undefined {
  const row = versionOf(ctx, { name });
  return row && describeConfiguration(ctx, row);
}
