import { DEFAULT_HISTORY_LIMIT } from "../options.js";
import type { ServiceNames } from "../runtime/service-names.js";
import { Recent } from "../runtime/store/records.js";
import { refuseUnknownMembers } from "../text/suggestions.js";
import { isLargerThan } from "../values/size.js";
import type { OperationName, ServiceName } from "./names.js";

/** One request that reached the simulator. */
export interface RequestRecord {
  /** `x-amzn-RequestId` of the answer, `$metadata.requestId` in the SDKs. */
  readonly requestId: string;
  /** Our name of the service (`ecs`), AWS's name for one that is not simulated (`sqs`), or `unknown`. */
  readonly service: string;
  /** AWS's name of the operation (`RunTask`); left out when none was recognised. */
  readonly operation?: string;
  /** The parsed input; left out when it could not be read, or is larger than the option `requestInputLimit`. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly status: number;
  /** AWS's code when the answer is an error. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly account: string;
  readonly region: string;
  readonly accessKeyId?: string;
  readonly method: string;
  readonly path: string;
  /** The header `User-Agent` as it came, by which clients name themselves and their version; left out by those that do not. */
  readonly userAgent?: string;
  /** Simulated time of arrival. */
  readonly startedAt: Date;
  /** Simulated milliseconds until the answer. */
  readonly duration: number;
  /** What the simulator threw, when the answer is an `InternalFailure` of its own. */
  readonly exception?: unknown;
}

/** A request as it is logged: what takes time to make is left to {@link recordOf}. */
export interface LoggedRequest extends Omit<RequestRecord, "startedAt"> {
  /** Simulated milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Which records are meant. Members left out match anything. */
export interface RequestFilter {
  /** A service, or `"unknown"` for requests of none. */
  readonly service?: ServiceName | "unknown";
  /** AWS's name of the operation: `RunTask`. */
  readonly operation?: OperationName | UnmodelledName;
  readonly status?: number;
  readonly errorCode?: string;
  readonly account?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
}

/** What S3 does besides its operations: uploads of forms, and preflights. */
type UnmodelledName = (typeof UNMODELLED)[number];

const UNMODELLED = ["PostObject", "OptionsObject"] as const;

/** Members of a {@link RequestFilter}. */
export const REQUEST_FILTERS: readonly (keyof RequestFilter)[] = [
  "service",
  "operation",
  "status",
  "errorCode",
  "account",
  "region",
  "accessKeyId",
];

/**
 * The log of every request, oldest first, in the manner of CloudTrail. It
 * keeps the latest 10,000, or as many as the option `requestLogLimit` says.
 */
export class RequestLog implements Iterable<RequestRecord> {
  private readonly records: Recent<LoggedRequest>;
  private readonly listeners = new Set<(request: LoggedRequest) => void>();

  /** @internal */
  constructor(
    limit: number = DEFAULT_HISTORY_LIMIT,
    /** Bytes. */
    private readonly inputLimit: number = Number.POSITIVE_INFINITY,
    private readonly names?: ServiceNames,
  ) {
    this.records = new Recent(limit);
  }

  get length(): number {
    return this.records.length;
  }

  /**
   * All records, or those that match; copies.
   *
   * @throws TypeError for a service, an operation or a member of a filter that does not exist.
   */
  filter(filter: RequestFilter | ((record: RequestRecord) => boolean) = {}): RequestRecord[] {
    return this.records.all().map(recordOf).filter(this.matcher(filter)).map(copyOf);
  }

  /** The latest record that matches. */
  last(filter: RequestFilter | ((record: RequestRecord) => boolean) = {}): RequestRecord | undefined {
    const matches = this.matcher(filter);
    const latest = this.records.all().findLast((logged) => matches(recordOf(logged)));
    return latest && copyOf(recordOf(latest));
  }

  [Symbol.iterator](): Iterator<RequestRecord> {
    return this.filter()[Symbol.iterator]();
  }

  /** Forgets every record. */
  clear(): void {
    this.records.clear();
  }

  /**
   * @internal Hands every request over as it comes in. It is not a copy: listeners only read it.
   * Gives back what ends that. Neither `clear` nor a reset does.
   */
  listen(listener: (request: LoggedRequest) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @internal */
  add(request: LoggedRequest): void {
    this.records.add(this.kept(request));
    for (const listener of this.listeners) listener(request);
  }

  private matcher(
    filter: RequestFilter | ((record: RequestRecord) => boolean),
  ): (record: RequestRecord) => boolean {
    if (typeof filter === "function") return filter;
    refuseUnknownMembers(filter, REQUEST_FILTERS, "A filter of requests");
    const { service, operation } = filter;
    const named = { ...filter };
    if (service !== undefined && service !== "unknown")
      Object.assign(named, { service: this.names?.service(service) ?? service });
    if (operation !== undefined && !UNMODELLED.some((name) => name === operation))
      Object.assign(named, { operation: this.names?.operation(operation, serviceOf(service)) ?? operation });
    return (record) => matchesFilter(record, named);
  }

  private kept(request: LoggedRequest): LoggedRequest {
    if (this.inputLimit === Number.POSITIVE_INFINITY) return request;
    return isLargerThan(request.input, this.inputLimit) ? { ...request, input: undefined } : request;
  }
}

function serviceOf(service: RequestFilter["service"]): string | undefined {
  return service === "unknown" ? undefined : service;
}

function matchesFilter(record: RequestRecord, filter: RequestFilter): boolean {
  return Object.entries(filter).every(
    ([name, wanted]) =>
      wanted === undefined || (Object.hasOwn(record, name) && Reflect.get(record, name) === wanted),
  );
}

/** The dispatcher gives every member; those without a value are left out here, off its path. */
export function recordOf(logged: LoggedRequest): RequestRecord {
  const record: Record<string, unknown> & RequestRecord = {
    ...logged,
    startedAt: new Date(logged.startedAt),
  };
  for (const name in record) if (record[name] === undefined) delete record[name];
  return record;
}

/** Inputs are shared with the store: a test gets its own. Unread streams cannot be copied and stay what they are. */
function copyOf(record: RequestRecord): RequestRecord {
  return record.input === undefined ? record : { ...record, input: cloneInput(record.input) };
}

function cloneInput(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, isStream(value) ? value : structuredClone(value)]),
  );
}

function isStream(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
