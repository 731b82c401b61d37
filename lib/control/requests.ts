import type { AuthorizationRecord } from "../authorization/request-facts.js";
import { DEFAULT_HISTORY_LIMIT } from "../options.js";
import type { ServiceNames } from "../runtime/service-names.js";
import { Recent } from "../runtime/store/records.js";
import { rejectUnknownMembers } from "../text/suggestions.js";
import { isLargerThan } from "../values/size.js";
import { causeIn } from "./causes.js";
import type { OperationName, ServiceName } from "./names.js";

/** A request that the simulator received. */
export interface RequestRecord {
  /** `x-amzn-RequestId` of the response; `$metadata.requestId` in the SDKs. */
  readonly requestId: string;
  /** The simulator's name of the service (`ecs`), AWS's name if it is not simulated (`rds`), or `unknown`. */
  readonly service: string;
  /** AWS's name of the operation (`RunTask`); omitted if none was recognised. */
  readonly operation?: string;
  /** The parsed input; omitted if it could not be parsed, or exceeds the option `requestInputLimit`. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly status: number;
  /** AWS's error code of an error response. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly account: string;
  readonly region: string;
  readonly accessKeyId?: string;
  readonly method: string;
  readonly path: string;
  /** The header `User-Agent`; omitted if the request has none. */
  readonly userAgent?: string;
  /** Simulated time of arrival. */
  readonly startedAt: Date;
  /** Simulated milliseconds until the response. */
  readonly duration: number;
  /**
   * The cause, if it is known: the ARN of the calling execution; for clients of handlers
   * (`context.clientConfig()`) the request id of the invocation, or the id of the task.
   */
  readonly cause?: string;
  /** The exception behind an `InternalFailure`, or thrown by the function of a stub. */
  readonly exception?: unknown;
  /** The decision about the caller's permissions; omitted while the option `authorization` is `"off"`. */
  readonly authorization?: AuthorizationRecord;
  /** The id of the stub that handled the request, also if it failed. */
  readonly stub?: string;
}

/** A request in the log. {@link recordOf} computes the expensive members. */
export interface LoggedRequest extends Omit<RequestRecord, "startedAt"> {
  /** Simulated milliseconds since the epoch. */
  readonly startedAt: number;
  /** The output of the operation. Kept only while an inspector records. */
  readonly output?: object | undefined;
}

/** A requested operation that is neither simulated nor stubbed. */
export interface UnansweredOperation {
  /** The simulator's name of the service, or AWS's if it is not simulated. */
  readonly service: string;
  /** AWS's name of the operation; method and path if it was not recognised. */
  readonly operation: string;
  /** Number of requests for it. */
  readonly count: number;
}

/** The code of the returned error. */
export const NOT_IMPLEMENTED = "NotImplemented";

/** Selects records. Omitted members match anything. */
export interface RequestFilter {
  /** A service, or `"unknown"` for requests that were not recognised. */
  readonly service?: ServiceName | "unknown";
  /** AWS's name of the operation: `RunTask`. */
  readonly operation?: OperationName | UnmodelledName;
  readonly status?: number;
  readonly errorCode?: string;
  readonly account?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
}

/** Requests to S3 that are not operations: uploads of forms, and preflights. */
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
 * The log of all requests, oldest first, similar to CloudTrail. Keeps the latest 10,000, or as many as the
 * option `requestLogLimit` allows.
 */
export class RequestLog implements Iterable<RequestRecord> {
  private readonly records: Recent<LoggedRequest>;
  private readonly listeners = new Set<(request: LoggedRequest) => void>();
  /** @internal Whether outputs are recorded as well: while an inspector records. */
  keepsOutputs = false;

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
   * Copies of all records, or of those that match.
   *
   * @throws TypeError for a service, an operation or a member of a filter that does not exist.
   */
  filter(filter: RequestFilter | ((record: RequestRecord) => boolean) = {}): RequestRecord[] {
    return this.records.all().map(recordOf).filter(this.matcher(filter)).map(copyOf);
  }

  /** The latest matching record. */
  last(filter: RequestFilter | ((record: RequestRecord) => boolean) = {}): RequestRecord | undefined {
    const matches = this.matcher(filter);
    const latest = this.records.all().findLast((logged) => matches(recordOf(logged)));
    return latest && copyOf(recordOf(latest));
  }

  /**
   * The requested operations that were rejected with 501 because they are neither simulated nor stubbed, in
   * order of their first request.
   */
  unanswered(): UnansweredOperation[] {
    const found = new Map<string, UnansweredOperation>();
    for (const { service, operation, method, path, status, errorCode } of this.records.all()) {
      if (status !== 501 || errorCode !== NOT_IMPLEMENTED) continue;
      const name = operation ?? `${method} ${path}`;
      const key = `${service} ${name}`;
      found.set(key, { service, operation: name, count: (found.get(key)?.count ?? 0) + 1 });
    }
    return [...found.values()];
  }

  [Symbol.iterator](): Iterator<RequestRecord> {
    return this.filter()[Symbol.iterator]();
  }

  /** Clears the log. */
  clear(): void {
    this.records.clear();
  }

  /**
   * @internal Calls `listener` with the record of each request, which is not a copy: listeners only read it.
   * Returns a function that removes the listener. `clear` and a reset do not remove it.
   */
  listen(listener: (request: LoggedRequest) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @internal All records as they are kept: to read. */
  logged(): readonly LoggedRequest[] {
    return this.records.all();
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
    rejectUnknownMembers(filter, REQUEST_FILTERS, "A filter of requests");
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

/** The dispatcher sets every member. Members without a value are removed here, outside its hot path. */
export function recordOf(logged: LoggedRequest): RequestRecord {
  const { output: _, ...kept } = logged;
  const record: Record<string, unknown> & RequestRecord = {
    ...kept,
    startedAt: new Date(logged.startedAt),
    cause: causeOf(logged),
  };
  for (const name in record) if (record[name] === undefined) delete record[name];
  return record;
}

/** The cause of a request: that of its record, or the one that its client sent. */
export function causeOf({ cause, userAgent }: LoggedRequest): string | undefined {
  return cause ?? (userAgent === undefined ? undefined : causeIn(userAgent));
}

/** Inputs are shared with the store, so a test receives a copy. Unread streams cannot be copied. */
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
