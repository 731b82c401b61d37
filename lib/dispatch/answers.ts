import type { Operation } from "../model/service-model.js";
import { UnreadableBody, UnreadableMember } from "../protocols/errors.js";
import { AwsError } from "../runtime/errors.js";
import { StorageError } from "../runtime/storage-error.js";
import type { Answered } from "../wire/hooks.js";
import { ConnectionDropped, isBrokenOff, type WireResponse } from "../wire/message.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import { internalFailure, notStored, rejectedByGuard } from "./errors.js";
import type { Form } from "./forms.js";
import type { LoadedService } from "./loaded-service.js";
import { entryOf } from "./log-entries.js";
import type { Recognised } from "./recognise.js";
import type { RequestState } from "./request-state.js";
import { answerWithoutModel, rejectionOf } from "./unrecognised.js";

/** Serializes outputs and errors, and records each request with its response. */
export class Answers {
  constructor(private readonly parts: DispatcherParts) {}

  /** The response with the output of an operation. */
  output(
    state: RequestState,
    { protocol }: LoadedService,
    operation: Operation,
    output: unknown,
  ): WireResponse {
    const { request, ids } = state;
    const context = { request, requestId: ids.requestId, hostId: ids.hostId };
    // Handlers return the output of their operation, which is a structure, or nothing.
    const response = protocol.serialize(operation, output as object | undefined, context);
    if (this.parts.requests.keepsOutputs) state.output = output as object | undefined;
    return this.finish(state, response);
  }

  /** The response with an error. @throws ConnectionDropped if the client must not receive a response. */
  error(state: RequestState, error: unknown): WireResponse {
    const { head, service, operation } = state;
    if (error instanceof ConnectionDropped || isBrokenOff(error)) {
      const dropped = new ConnectionDropped();
      this.log(state, 0, dropped);
      throw dropped;
    }
    const known = inOwnWords(error, service, operation);
    if (!service) return this.withoutService(state, known);
    const context = { head: head.method === "HEAD", request: head, ...state.ids };
    const response = service.protocol.serializeError(service.model, operation, known, context);
    Object.assign(response.headers, known.headers);
    return this.finish(state, response, known);
  }

  /**
   * The rejection of a request for a service or operation without facts and handlers, or one that AWS does
   * not have.
   */
  unrecognised(state: RequestState, form: Form | undefined, found: Recognised | undefined): WireResponse {
    const { guard, routes, requestIds } = this.parts;
    const { request, signature } = state;
    const reason = guard?.rejection(request, () => false);
    if (reason !== undefined) return this.withoutService(state, rejectedByGuard(reason));
    const rejection = rejectionOf(found, request, signature, form, routes.names);
    state.unsimulated = rejection.service;
    state.unmodelled = rejection.operation;
    state.ids = { requestId: requestIds.uuid() };
    const response = rejection.write(state.ids.requestId);
    this.log(state, response.status, rejection.error);
    return response;
  }

  /** Adds the service's common headers to a response, and records the request. */
  finish(state: RequestState, response: WireResponse, error?: Error): WireResponse {
    state.era.check();
    const { service, ctx, head, ids } = state;
    const hooks = service?.behaviour.hooks;
    if (ctx) {
      // What made the request fail may make this fail too.
      if (error) unlessStorageFails(() => hooks?.addHeaders?.(response.headers, head, ctx, ids));
      else hooks?.addHeaders?.(response.headers, head, ctx, ids);
      // The request is done: it does not fail by what is noted about it.
      if (hooks?.answered)
        unlessStorageFails(() => hooks.answered?.(answeredOf(state, response, error), ctx));
    }
    this.log(state, response.status, error);
    return response;
  }

  private withoutService(state: RequestState, error: AwsError): WireResponse {
    state.ids = { requestId: this.parts.requestIds.uuid() };
    this.log(state, error.status ?? 400, error);
    return answerWithoutModel(state.request, state.ids.requestId, error);
  }

  private log(state: RequestState, status: number, error?: Error): void {
    const { simulation, requests } = this.parts;
    const request = state.logged(simulation.clock.now(), status, error);
    requests.add(request);
    const entry = entryOf(request);
    if (entry) simulation.logger(entry);
  }
}

/** Does something that may fail when the machine does not return or take what is stored. */
function unlessStorageFails(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
}

function answeredOf({ head, request, ids }: RequestState, response: WireResponse, error?: Error): Answered {
  const { status, headers } = response;
  return { head, request, status, headers, ids, ...(error instanceof AwsError && { errorCode: error.code }) };
}

/** Converts an exception to an error of the service. */
function inOwnWords(
  error: unknown,
  service: LoadedService | undefined,
  operation: Operation | undefined,
): AwsError {
  if (error instanceof StorageError) return notStored(error, service?.model, operation);
  if (!(error instanceof AwsError)) return internalFailure(error);
  const { hooks } = service?.behaviour ?? {};
  if (error instanceof UnreadableBody && operation) return hooks?.unreadableBody?.(operation.name) ?? error;
  if (!(error instanceof UnreadableMember)) return error;
  return hooks?.unreadable?.(error.wireName, error.text) ?? error;
}
