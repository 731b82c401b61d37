import type { RequestFacts } from "../authorization/request-facts.js";
import type { LoggedRequest } from "../control/requests.js";
import type { Operation } from "../model/service-model.js";
import type { Context } from "../runtime/context.js";
import type { Era } from "../runtime/era.js";
import { AwsError } from "../runtime/errors.js";
import type { Identity } from "../signing/caller.js";
import type { SignatureReading } from "../signing/scope.js";
import type { AnswerIds } from "../wire/hooks.js";
import type { WireRequest } from "../wire/message.js";
import type { LoadedService } from "./loaded-service.js";

/** Used until the service is known, which determines the format of its ids. */
const NO_IDS = { requestId: "" };

/** The state of a request while it is processed. */
export class RequestState {
  /** The request in the form that the model of its service has. */
  head: WireRequest;
  /** The request id is empty until the service is known. */
  ids: Partial<AnswerIds> & { readonly requestId: string } = NO_IDS;
  /** Why what the machine has about the caller could not be read. */
  failure: unknown;
  service: LoadedService | undefined;
  ctx: Context | undefined;
  operation: Operation | undefined;
  /** The name of a request that is not in the model of its service. */
  unmodelled: string | undefined;
  /** AWS's name of the service, if it is not simulated. */
  unsimulated: string | undefined;
  input: object | undefined;
  /** Set only while outputs are recorded. */
  output: object | undefined;
  /** Set only while permissions are evaluated. */
  facts: RequestFacts | undefined;

  /**
   * @param request as it came: signatures are checked on it
   * @param startedAt simulated milliseconds since the epoch
   * @param era the request is abandoned when it ends before the response is written
   */
  constructor(
    readonly request: WireRequest,
    readonly startedAt: number,
    readonly signature: SignatureReading,
    readonly identity: Identity,
    readonly era: Era,
  ) {
    this.head = request;
  }

  /** The entry for the request log, when the request ended at `now`. */
  logged(now: number, status: number, error?: Error): LoggedRequest {
    const { request, identity, service, operation, startedAt } = this;
    return {
      requestId: this.ids.requestId,
      service: service?.definition.identity.name ?? this.unsimulated ?? "unknown",
      operation: operation?.name ?? this.unmodelled,
      input: this.input as Record<string, unknown> | undefined,
      status,
      errorCode: error instanceof AwsError ? error.code : error?.name,
      errorMessage: error?.message,
      account: identity.account,
      region: identity.region,
      accessKeyId: identity.accessKeyId,
      method: request.method,
      path: request.path,
      userAgent: request.headers["user-agent"],
      startedAt,
      duration: now - startedAt,
      cause: undefined,
      exception: error instanceof AwsError ? error.cause : undefined,
      authorization: this.facts?.authorization,
      stub: this.ctx?.stub,
      output: this.output,
    };
  }
}
