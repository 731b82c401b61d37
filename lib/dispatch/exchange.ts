import type { Identity } from "../auth/caller.js";
import type { SignatureReading } from "../auth/scope.js";
import type { RequestRecord } from "../control/requests.js";
import type { Context } from "../core/context.js";
import { AwsError } from "../core/errors.js";
import type { AnswerIds } from "../core/wire-hooks.js";
import type { WireRequest } from "../http/message.js";
import type { Operation } from "../model/service-model.js";
import type { LoadedService } from "./loaded-service.js";

/** What is known of a request so far. */
export interface Exchange {
  /** As it came: signatures are checked on it. */
  readonly request: WireRequest;
  /** As the model of its service knows it. */
  head: WireRequest;
  /** The request id is empty until the service is known, which says what it looks like. */
  ids: Partial<AnswerIds> & { readonly requestId: string };
  /** Simulated milliseconds since the epoch. */
  readonly startedAt: number;
  readonly signature: SignatureReading;
  readonly identity: Identity;
  service?: LoadedService;
  ctx?: Context;
  operation?: Operation;
  /** The name of what is no operation of the model. */
  unmodelled?: string;
  input?: object;
}

/** The entry of the request log for an exchange that ended at `now`. */
export function logEntry(exchange: Exchange, now: number, status: number, error?: Error): RequestRecord {
  const { request, identity, service, operation, startedAt } = exchange;
  return {
    requestId: exchange.ids.requestId,
    service: service?.definition.identity.name ?? "unknown",
    operation: operation?.name ?? exchange.unmodelled,
    input: exchange.input as Record<string, unknown> | undefined,
    status,
    errorCode: error instanceof AwsError ? error.code : error?.name,
    errorMessage: error?.message,
    account: identity.account,
    region: identity.region,
    accessKeyId: identity.accessKeyId,
    method: request.method,
    path: request.path,
    userAgent: request.headers["user-agent"],
    startedAt: new Date(startedAt),
    duration: now - startedAt,
    exception: error instanceof AwsError ? error.cause : undefined,
  };
}
