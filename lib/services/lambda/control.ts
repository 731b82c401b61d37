import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { changeSettings, settingsOf } from "../../runtime/settings.js";
import { defineTransient } from "../../runtime/transient-state.js";
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
import { LAMBDA_SETTINGS, type PendingInvokes } from "./invoke/pending-invokes.js";
import type { LambdaTarget } from "./invoke/registrations.js";
import { type LambdaSpy, spyOn } from "./invoke/spy.js";
import { versionOf, versionsOf } from "./lookup.js";
import { listAliases } from "./operations/aliases.js";
import { FUNCTIONS, LATEST } from "./state.js";

/** `sim.lambda`: what tests may do with functions, and see of them. */
export class LambdaControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /**
   * Says what a function does, and records its invocations. The function need
   * not exist: with a behaviour it can be invoked, with 900 seconds to run.
   *
   * @param target `"name"`, `"name:alias"`, `"name:1"`, or an ARN for one account
   * and region only. The most exact name wins, and among equals the last one.
   * With options, `{ name, captureConsole }`.
   * @param outcomes a handler; an `Error` to throw; or any other value, which
   * the function returns. More than one are for one call after the other; the
   * last stays for all further calls.
   * @throws TypeError for a name that no function can have, and for unknown options.
   */
  on<Event = UntypedEvent>(target: string | LambdaTarget, ...outcomes: LambdaOutcomes<Event>): LambdaSpy {
    const { live } = this;
    return spyOn(
      live.registrations,
      live.registrations.add(target, outcomes),
      // Of a behaviour that a reset removed, nothing is known.
      () => (this.live === live ? this.host.context() : undefined),
    );
  }

  /** What functions do that have no behaviour of their own. Without this they return `{"statusCode":200}`. */
  respondByDefault<Event = UntypedEvent>(...outcomes: LambdaOutcomes<Event>): void {
    this.live.respondByDefault(outcomes);
  }

  /**
   * What an Invoke of a function that is Pending gets: `"reject"`, the default,
   * AWS's ResourceConflictException; `"accept"`, a run.
   */
  get pendingInvokes(): PendingInvokes {
    return settingsOf(this.host.context(), LAMBDA_SETTINGS).pendingInvokes;
  }

  set pendingInvokes(value: PendingInvokes) {
    if (value !== "reject" && value !== "accept") {
      throw new TypeError(`pendingInvokes is "reject" or "accept", not ${JSON.stringify(value)}.`);
    }
    changeSettings(this.host.context(), LAMBDA_SETTINGS, { pendingInvokes: value });
  }

  /**
   * The latest invocations of every function, or of the one of this name, in all accounts and regions, oldest
   * first. Copies.
   *
   * @throws TypeError for a function that neither exists nor has a behaviour.
   */
  invocations(name?: string): Invocation[] {
    const invocations = readInvocations(this.host.context(), name);
    if (name !== undefined && invocations.length === 0) this.requireKnown(name);
    return invocations;
  }

  /** All functions and event source mappings, and the invocations in all accounts and regions. */
  state(at?: Scope): object {
    return {
      functions: this.functions(at),
      eventSourceMappings: this.eventSourceMappings(at),
      invocations: this.invocations(),
    };
  }

  /** All event source mappings, by UUID, as GetEventSourceMapping shows them. Copies. */
  eventSourceMappings(at?: Scope): EventSourceMappingConfiguration[] {
    const mappings = this.host.context(at).table(EVENT_SOURCE_MAPPINGS).values();
    return structuredClone(Array.from(mappings, describeMapping));
  }

  /** `$LATEST` of every function, by name, as GetFunctionConfiguration shows it. Copies. */
  functions(at?: Scope): FunctionConfiguration[] {
    const ctx = this.host.context(at);
    return [...ctx.table(FUNCTIONS).values()].flatMap(({ name }) => latest(ctx, name) ?? []);
  }

  /** `$LATEST` of one function; `undefined` when there is none of this name. A copy. */
  function(name: string, at?: Scope): FunctionConfiguration | undefined {
    return latest(this.host.context(at), name);
  }

  /**
   * Published versions of a function, oldest first. Copies.
   *
   * @throws TypeError for a function that neither exists nor has a behaviour.
   */
  versions(name: string, at?: Scope): FunctionConfiguration[] {
    const ctx = this.host.context(at);
    requireFunction(ctx, name);
    const published = [...versionsOf(ctx, name)].filter(({ version }) => version !== LATEST);
    return structuredClone(published.map((row) => describeConfiguration(ctx, row, row.version)));
  }

  /**
   * Aliases of a function, by name. Copies.
   *
   * @throws TypeError for a function that neither exists nor has a behaviour.
   */
  aliases(name: string, at?: Scope): AliasConfiguration[] {
    const ctx = this.host.context(at);
    requireFunction(ctx, name);
    if (!ctx.table(FUNCTIONS).has(name)) return [];
    const aliases: AliasConfiguration[] = [];
    let Marker: string | undefined;
    do {
      const page = listAliases({ FunctionName: name, Marker }, ctx);
      aliases.push(...(page.Aliases ?? []));
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    return structuredClone(aliases);
  }

  /** @internal The spies of behaviours that were set over HTTP. A reset clears them with all others. */
  get remoteSpies(): Map<string, LambdaSpy> {
    return this.host.simulation.transient.get(REMOTE_SPIES);
  }

  /** @throws UnknownResource for a function that no account has and that has no behaviour. */
  private requireKnown(name: string): void {
    const { transient, store } = this.host.simulation;
    const known = new Set(transient.get(LAMBDA).registrations.names());
    for (const table of store.everywhere(FUNCTIONS)) for (const row of table.values()) known.add(row.name);
    if (!known.has(name)) throw new UnknownResource("function", name, known);
  }

  private get live() {
    return this.host.simulation.transient.get(LAMBDA);
  }
}

export const REMOTE_SPIES = defineTransient("lambda.remote-spies", () => new Map<string, LambdaSpy>());

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
  return row && structuredClone(describeConfiguration(ctx, row));
}
