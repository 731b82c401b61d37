import type { Clock } from "../clock/clock.js";
import { type Duration, milliseconds } from "../clock/duration.js";
import type { Context } from "../runtime/context.js";
import { AwsError } from "../runtime/errors.js";
import type { ExecutableOperation } from "../runtime/execute.js";
import type { IdSource } from "../runtime/ids.js";
import type { ServiceNames } from "../runtime/service-names.js";
import { rejectUnknownMembers } from "../text/suggestions.js";
import { shown } from "../values/foreign-values.js";
import { ConnectionDropped } from "../wire/message.js";
import type { OperationName, ServiceName } from "./names.js";

/** A failure, and the requests that it applies to. Omitted selectors match everything. */
export interface Fault {
  readonly service?: ServiceName;
  /** AWS's name: `RunTask`. */
  readonly operation?: OperationName;
  /** Only requests whose input contains this: a name, an id, or the end of an ARN. */
  readonly resource?: string;
  /** Number of requests that it applies to. Default unlimited. */
  readonly times?: number;
  /** Probability that it applies, from 0 to 1. Default 1. */
  readonly probability?: number;
  /**
   * Returns this error: a code, or a code with message and status. Default status that of the service for the
   * code.
   */
  readonly error?: string | { readonly code: string; readonly message?: string; readonly status?: number };
  /** Delays the request by a duration of simulated time. */
  readonly latency?: Duration;
  /**
   * Closes the connection without a response: `true`, before the operation; `"after"`, once the operation has
   * taken effect, so that its response is lost.
   */
  readonly drop?: boolean | "after";
  /**
   * Returns the service's throttling error: always, or only for requests beyond `limit` within the last `per`
   * of simulated time.
   */
  readonly throttle?: boolean | { readonly limit: number; readonly per: Duration };
}

const MEMBERS: readonly (keyof Fault)[] = [
  "service",
  "operation",
  "resource",
  "times",
  "probability",
  "error",
  "latency",
  "drop",
  "throttle",
];
const ERROR_MEMBERS: readonly string[] = ["code", "message", "status"];
const RATE_MEMBERS: readonly string[] = ["limit", "per"];

/** A fault that was added. */
export interface FaultHandle {
  /** Identifies the fault in this simulator. */
  readonly id: string;
  /** The fault as it was added. */
  readonly fault: Fault;
  /** The number of requests that it affected. */
  readonly hits: number;
  remove(): void;
}

/** A request affected by a fault. */
export interface FaultStrike {
  readonly id: string;
  readonly fault: Pick<Fault, "error" | "latency" | "drop" | "throttle">;
  /** The number of requests affected so far, including this one. */
  readonly hits: number;
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
  readonly account: string;
  readonly region: string;
}

/** `sim.faults`: the active faults. */
export class Faults {
  /** @internal Called when a fault affects a request, before it does. */
  onStrike: ((strike: FaultStrike) => void) | undefined;
  private active: readonly ActiveFault[] = [];
  private readonly handles = new Set<FaultHandle>();
  private added = 0;
  /** Aborted by {@link clear}: requests that a latency delays must end with it. */
  private waiting = new AbortController();

  /** @internal */
  constructor(
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly names: ServiceNames,
  ) {}

  /**
   * Adds a fault for matching requests. Faults apply in the order in which they were added; all that match
   * take effect.
   *
   * @throws TypeError if the fault has no effect, names a service, operation or member that does not exist,
   * or has a number out of range.
   */
  add(fault: Fault): FaultHandle {
    const id = String(++this.added);
    const active = new ActiveFault(id, this.named(fault), this.clock, this.ids);
    this.active = [...this.active, active];
    const handle: FaultHandle = {
      id,
      fault: structuredClone(fault),
      get hits() {
        return active.hits;
      },
      remove: () => {
        this.active = this.active.filter((other) => other !== active);
        this.handles.delete(handle);
      },
    };
    this.handles.add(handle);
    return handle;
  }

  /** The fault with the resolved names of its selectors. */
  private named(fault: Fault): NamedFault {
    rejectUnknownMembers(fault, MEMBERS, "A fault");
    const { service, operation } = fault;
    return {
      ...fault,
      service: service === undefined ? undefined : this.names.service(service),
      operation: operation === undefined ? undefined : this.names.operation(operation, service),
    };
  }

  /** The active faults, oldest first. */
  list(): FaultHandle[] {
    return [...this.handles];
  }

  /** Removes all faults. Closes the connections of requests that a latency delays. */
  clear(): void {
    this.active = [];
    this.handles.clear();
    this.waiting.abort();
    this.waiting = new AbortController();
  }

  /** @internal */
  async apply(operation: ExecutableOperation, input: object, ctx: Context): Promise<boolean> {
    const { era } = ctx;
    const { signal } = this.waiting;
    let losesOutcome = false;
    for (const fault of this.active) {
      era.check();
      if (!fault.matches(operation, input)) continue;
      fault.hits++;
      this.onStrike?.(strikeOf(fault, operation, ctx));
      await fault.apply(operation, signal);
      losesOutcome ||= fault.losesOutcome;
    }
    era.check();
    return losesOutcome;
  }

  /** @internal */
  get none(): boolean {
    return this.active.length === 0;
  }
}

/** A fault whose names have been resolved. */
type NamedFault = Omit<Fault, "service" | "operation"> & {
  readonly service: string | undefined;
  readonly operation: string | undefined;
};

function strikeOf(
  { id, fault, hits }: ActiveFault,
  { service, name }: ExecutableOperation,
  { requestId, account, region }: Context,
): FaultStrike {
  return { id, fault, hits, service, operation: name, requestId, account, region };
}

class ActiveFault {
  hits = 0;
  private recent: number[] = [];
  private readonly latency: number;
  private readonly rate: { limit: number; per: number } | undefined;

  /** @internal */
  constructor(
    readonly id: string,
    readonly fault: NamedFault,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {
    const { error, latency, drop, throttle, probability = 1, times = 1 } = fault;
    if (error === undefined && latency === undefined && !drop && !throttle) {
      throw new TypeError("A fault must do something. Set error, latency, drop or throttle.");
    }
    if (drop !== undefined && typeof drop !== "boolean" && drop !== "after")
      throw new TypeError(`"drop" of a fault cannot be ${shown(drop)}. Use true or "after".`);
    if (typeof error === "object") rejectUnknownMembers(error, ERROR_MEMBERS, "The error of a fault");
    if (!(probability >= 0 && probability <= 1))
      throw new TypeError(`Not a probability: ${probability}. Use 0 to 1.`);
    if (!(times >= 1)) throw new TypeError(`A fault cannot apply ${times} times. Use 1 or more.`);
    this.latency = latency === undefined ? 0 : milliseconds(latency);
    this.rate = typeof throttle === "object" ? rateOf(throttle) : undefined;
  }

  get losesOutcome(): boolean {
    return this.fault.drop === "after";
  }

  matches({ service, name }: ExecutableOperation, input: object): boolean {
    const { fault } = this;
    if (fault.service !== undefined && fault.service !== service) return false;
    if (fault.operation !== undefined && fault.operation !== name) return false;
    if (fault.times !== undefined && this.hits >= fault.times) return false;
    if (fault.resource !== undefined && !names(input, fault.resource)) return false;
    if (fault.probability !== undefined && this.ids.fraction() >= fault.probability) return false;
    return this.rate === undefined || this.overRate(this.rate);
  }

  async apply(operation: ExecutableOperation, signal: AbortSignal): Promise<void> {
    const { error, drop, throttle } = this.fault;
    if (this.latency > 0) await this.wait(signal);
    if (drop === true) throw new ConnectionDropped();
    if (throttle) throw operation.throttled();
    if (error === undefined) return;
    const {
      code,
      message = messageFor(code),
      status = operation.statusOf(code),
    } = typeof error === "string" ? { code: error } : error;
    throw new AwsError(code, message, { status });
  }

  private async wait(signal: AbortSignal): Promise<void> {
    await this.clock.sleep(this.latency, { signal }).catch(() => {
      throw new ConnectionDropped();
    });
  }

  private overRate({ limit, per }: { limit: number; per: number }): boolean {
    const now = this.clock.now();
    this.recent = this.recent.filter((moment) => moment > now - per);
    if (this.recent.length >= limit) return true;
    this.recent.push(now);
    return false;
  }
}

function rateOf(rate: { limit: number; per: Duration }): { limit: number; per: number } {
  rejectUnknownMembers(rate, RATE_MEMBERS, "The throttle of a fault");
  const { limit, per } = rate;
  if (!(limit >= 0))
    throw new TypeError(`Not a rate limit: ${limit}. Use a number of requests for each "per", 0 or more.`);
  return { limit, per: milliseconds(per) };
}

function messageFor(code: string): string {
  return `${code}, by a fault that the test added.`;
}

/** Whether any string of the input is `resource`, or an ARN that ends with it. */
function names(input: unknown, resource: string): boolean {
  if (typeof input === "string") {
    return input === resource || input.endsWith(`/${resource}`) || input.endsWith(`:${resource}`);
  }
  if (typeof input !== "object" || input === null || input instanceof Uint8Array) return false;
  return Object.values(input).some((value) => names(value, resource));
}
