import type { Operation } from "../model/service-model.js";
import { UnreadableMember } from "../protocols/errors.js";
import { AwsError } from "../runtime/errors.js";
import { ConnectionDropped, isBrokenOff, type WireResponse } from "../wire/message.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import { internalFailure, rejectedByGuard } from "./errors.js";
import type { Form } from "./forms.js";
import type { LoadedService } from "./loaded-service.js";
import { entryOf } from "./log-entries.js";
import type { RequestState } from "./request-state.js";
import { answerWithoutModel, rejectionOf } from "./unrecognised.js";

/** Serializes outputs and errors, and records each request with its answer. */
export class Answers {
  constructor(private readonly parts: DispatcherParts) {}

  /** The answer with the output of an operation. */
  output(
    state: RequestState,
    { protocol }: LoadedService,
    operation: Operation,
    output: unknown,
  ): WireResponse {
    const { request, ids } = state;
    const context = { request, requestId: ids.requestId, hostId: ids.hostId };
    // Handlers return the output of their operation, which is a structure, or nothing.
    return this.finish(state, protocol.serialize(operation, output as object | undefined, context));
  }

  /** The answer with whatever was thrown. @throws ConnectionDropped where the client must not receive an answer. */
  error(state: RequestState, error: unknown): WireResponse {
    const { head, service, operation } = state;
    if (error instanceof ConnectionDropped || isBrokenOff(error)) {
      const dropped = new ConnectionDropped();
      this.log(state, 0, dropped);
      throw dropped;
    }
    const known = error instanceof AwsError ? inOwnWords(error, service) : internalFailure(error);
    if (!service) return this.withoutService(state, known);
    const context = { head: head.method === "HEAD", request: head, ...state.ids };
    const response = service.protocol.serializeError(service.model, operation, known, context);
    Object.assign(response.headers, known.headers);
    return this.finish(state, response, known);
  }

  /** The rejection of a request that no simulated service accepts. */
  async unrecognised(state: RequestState, form: Form | undefined): Promise<WireResponse> {
    const { guard, services, routes, requestIds } = this.parts;
    const { request, signature } = state;
    const reason = guard?.rejection(request, () => false);
    if (reason !== undefined) return this.withoutService(state, rejectedByGuard(reason));
    const rejection = rejectionOf(await services.catalogue(), request, signature, form, routes.names);
    state.unsimulated = rejection.service;
    state.unmodelled = rejection.operation;
    state.ids = { requestId: requestIds.uuid() };
    const response = rejection.write(state.ids.requestId);
    this.log(state, response.status, rejection.error);
    return response;
  }

  /** Adds what the service adds to every answer, and records the request. */
  finish(state: RequestState, response: WireResponse, error?: Error): WireResponse {
    state.era.check();
    const { service, ctx, head } = state;
    if (ctx) service?.definition.hooks?.addHeaders?.(response.headers, head, ctx, state.ids);
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

/** The service's own error for a parameter that is not of its type, where it has one. */
function inOwnWords(error: AwsError, service: LoadedService | undefined): AwsError {
  if (!(error instanceof UnreadableMember)) return error;
  return service?.definition.hooks?.unreadable?.(error.wireName, error.text) ?? error;
}
