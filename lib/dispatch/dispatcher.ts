import { commonStatus } from "../control/common-statuses.js";
import type { AppliedFault } from "../control/faults.js";
import { Catalogue } from "../model/catalogue.js";
import { brokenConstraints } from "../model/constraints.js";
import type { Operation } from "../model/service-model.js";
import { UnreadableMember } from "../protocols/errors.js";
import { commonHeaders } from "../protocols/rest-bindings.js";
import { Context } from "../runtime/context.js";
import { AwsError } from "../runtime/errors.js";
import { describeBroken } from "../shared/constraints.js";
import { type Identity, identify } from "../signing/caller.js";
import { authErrors } from "../signing/errors.js";
import { normalizedPath } from "../signing/normalized-path.js";
import { readSignature } from "../signing/scope.js";
import { andThen, isPromise } from "../values/promises.js";
import type { UnmodelledOperation } from "../wire/hooks.js";
import { ConnectionDropped, isBrokenOff, type WireRequest, type WireResponse } from "../wire/message.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import { internalFailure, notSimulated, refusedByGuard, throttled } from "./errors.js";
import { type Form, readForm } from "./forms.js";
import { handlerOf, type LoadedService, loadService } from "./loaded-service.js";
import { entryOf } from "./log-entries.js";
import { Receiver, readBody } from "./receiver.js";
import { RequestState } from "./request-state.js";
import type { AnyService } from "./routes.js";
import { textSignatures } from "./text-signatures.js";
import { answerWithoutModel, rejectionOf } from "./unrecognised.js";

type Answer = WireResponse | PromiseLike<WireResponse>;

/** Takes a request through service, operation, input, handler and answer. */
export class Dispatcher {
  private readonly loaded = new Map<AnyService, Promise<LoadedService>>();
  private readonly ready = new Map<AnyService, LoadedService>();
  private readonly receiver: Receiver;
  private loadingCatalogue: Promise<Catalogue> | undefined;
  private closed = false;

  constructor(private readonly parts: DispatcherParts) {
    this.receiver = new Receiver(parts.verifier, () => this.catalogue());
  }

  /** From now on nothing is answered any more, not even to clients without a socket. */
  close(): void {
    this.closed = true;
  }

  /**
   * Answers a request. Nothing that a client sends makes it throw but a fault
   * that breaks the connection off, or a client that does so itself.
   */
  async dispatch(request: WireRequest): Promise<WireResponse> {
    if (this.closed) throw new ConnectionDropped();
    const { simulation } = this.parts;
    simulation.work.touch();
    simulation.clock.runDue();
    const signature = readSignature(request);
    const identity = identify(signature, simulation.settings, simulation.ports.callers, this.parts.accounts);
    const era = simulation.eras.current;
    const state = new RequestState(request, simulation.clock.now(), signature, identity, era);
    let response: WireResponse;
    try {
      const answer = this.answer(state);
      response = isPromise(answer) ? await era.within(answer) : answer;
    } catch (error) {
      if (era.ended) throw new ConnectionDropped();
      response = this.answerError(state, error);
    }
    // Its handler ended the era itself, with a reset, and returned.
    if (era.ended) throw new ConnectionDropped();
    simulation.work.touch();
    // Work with a delay of 0 that this request caused is due now that its answer is written.
    simulation.clock.runDue();
    // A client that has corrected the clock it signs by would go back to real time with the next answer.
    return this.parts.verifier ? { ...response, dateless: true } : response;
  }

  private answer(state: RequestState): Answer {
    const { request } = state;
    return andThen(
      readForm(request, () => readBody(state)),
      (form) => {
        const definition = this.serviceOf(state, form);
        if (!definition) return this.answerUnrecognised(state, form);
        const loaded = this.ready.get(definition) ?? this.service(definition);
        return andThen(loaded, (service) => this.answerAs(service, state, form));
      },
    );
  }

  private serviceOf({ request, signature }: RequestState, form: Form | undefined): AnyService | undefined {
    const { routes } = this.parts;
    return (
      routes.find(request, signature) ??
      (form ? routes.ofVersion(form.version) : routes.unclaimed(request, signature))
    );
  }

  private answerAs(service: LoadedService, state: RequestState, form: Form | undefined): Answer {
    state.era.check();
    const ctx = this.begin(state, service);
    this.guard(state, service, ctx);
    const { signature, head } = state;
    if (signature.kind === "malformed") throw authErrors(service.model.facts.protocol).malformed(signature);
    const { hooks } = service.definition;
    hooks?.admit?.(head, ctx);
    const unmodelled = hooks?.unmodelled?.(head, ctx);
    if (unmodelled) return this.answerPlainly(state, service, unmodelled);
    return andThen(this.receiver.receive(state, service, form), ({ operation, input }) => {
      const handler = handlerOf(service, operation);
      if (!handler) throw notSimulated(service.definition, operation.name);
      return andThen(this.applyFaults(service, state, operation, input), (struck) => {
        state.losesAnswer = struck?.dropsAnswer === true;
        const broken = operation.input ? brokenConstraints(operation.input, input) : [];
        if (broken[0]) {
          throw service.definition.validationError(describeBroken(broken), broken[0], operation.name);
        }
        // The input was parsed and checked against the model that the handler's types were generated from.
        // Anonymous requests act in the account of the bucket that admitted them.
        const acting = state.ctx ?? ctx;
        const result = acting.transaction(() => handler(input as never, acting));
        return andThen(result, (output) => this.answerWith(output, operation, service, state));
      });
    });
  }

  /** @throws AwsError for what a hostile web page may have sent. */
  private guard({ request, head }: RequestState, { definition, model }: LoadedService, ctx: Context): void {
    const { allowsOrigin } = definition.hooks ?? {};
    const reason = this.parts.guard?.rejection(
      request,
      (origin) => allowsOrigin?.(origin, head, ctx) === true,
    );
    if (reason !== undefined) throw refusedByGuard(reason, model.facts.protocol);
  }

  private answerWith(
    output: unknown,
    operation: Operation,
    { protocol }: LoadedService,
    state: RequestState,
  ): WireResponse {
    const { request, ids } = state;
    const context = { request, requestId: ids.requestId, hostId: ids.hostId };
    return this.finish(state, protocol.serialize(operation, output as object | undefined, context));
  }

  /** From here on the service is known, and with it what its requests and answers look like. */
  private begin(state: RequestState, service: LoadedService): Context {
    const { request, identity } = state;
    const { hooks } = service.definition;
    const { requestIds } = this.parts;
    state.service = service;
    state.ids = hooks?.ids?.(requestIds) ?? { requestId: requestIds.uuid() };
    const head = hooks?.rewrite?.(request) ?? request;
    if (head !== request) state.head = { body: request.body, ...head };
    if (!service.signing.signsRawPath) {
      const path = normalizedPath(request.path);
      if (path !== request.path) state.head = { ...state.head, path };
    }
    state.ctx = this.contextOf(state, service, identity);
    return state.ctx;
  }

  private contextOf({ ids, era }: RequestState, { definition }: LoadedService, identity: Identity): Context {
    const { account, region, caller } = identity;
    return new Context(
      this.parts.simulation,
      definition.identity,
      account,
      region,
      caller,
      ids.requestId,
      era,
    );
  }

  private async answerPlainly(
    state: RequestState,
    service: LoadedService,
    { name, run }: UnmodelledOperation,
  ): Promise<WireResponse> {
    state.unmodelled = name;
    const signatures = textSignatures(this.parts, service, (identity) =>
      this.contextOf(state, service, identity),
    );
    const answer = await run(() => state.request.body.stream(), signatures);
    const headers = { ...commonHeaders(state.ids.requestId), ...answer.headers };
    return this.finish(state, { ...answer, headers });
  }

  private finish(state: RequestState, response: WireResponse, error?: Error): WireResponse {
    state.era.check();
    if (state.losesAnswer) {
      const dropped = new ConnectionDropped();
      this.log(state, 0, dropped);
      throw dropped;
    }
    const { service, ctx, head } = state;
    if (ctx) service?.definition.hooks?.addHeaders?.(response.headers, head, ctx, state.ids);
    this.log(state, response.status, error);
    return response;
  }

  /** A service with its facts, which are loaded when it is first asked for. */
  service(definition: AnyService): Promise<LoadedService> {
    let loading = this.loaded.get(definition);
    if (!loading) {
      // An advance that is under way waits for it, as it waits for handlers.
      loading = this.parts.simulation.work.track(loadService(definition));
      this.loaded.set(definition, loading);
      loading.then(
        (service) => this.ready.set(definition, service),
        () => {},
      );
    }
    return loading;
  }

  private applyFaults(
    { definition, model }: LoadedService,
    { era }: RequestState,
    operation: Operation,
    input: object,
  ): Promise<AppliedFault> | undefined {
    const { faults } = this.parts;
    if (faults.none) return undefined;
    era.check();
    const { throttlingError = () => throttled(model.facts.protocol), errorStatus } = definition;
    return faults.apply({
      service: definition.identity.name,
      operation: operation.name,
      input,
      era,
      throttled: throttlingError,
      statusOf: (code) => (model.error(code) ? undefined : (errorStatus?.(code) ?? commonStatus(code))),
    });
  }

  private answerError(state: RequestState, error: unknown): WireResponse {
    const { head, service, operation } = state;
    if (error instanceof ConnectionDropped || isBrokenOff(error)) {
      const dropped = new ConnectionDropped();
      this.log(state, 0, dropped);
      throw dropped;
    }
    const known = error instanceof AwsError ? inOwnWords(error, service) : internalFailure(error);
    if (!service) return this.answerWithoutService(state, known);
    const context = { head: head.method === "HEAD", request: head, ...state.ids };
    const response = service.protocol.serializeError(service.model, operation, known, context);
    Object.assign(response.headers, known.headers);
    return this.finish(state, response, known);
  }

  private async answerUnrecognised(state: RequestState, form: Form | undefined): Promise<WireResponse> {
    const { request, signature } = state;
    const reason = this.parts.guard?.rejection(request, () => false);
    if (reason !== undefined) return this.answerWithoutService(state, refusedByGuard(reason));
    const rejection = rejectionOf(await this.catalogue(), request, signature, form, this.parts.routes.names);
    state.unsimulated = rejection.service;
    state.unmodelled = rejection.operation;
    state.ids = { requestId: this.parts.requestIds.uuid() };
    const response = rejection.write(state.ids.requestId);
    this.log(state, response.status, rejection.error);
    return response;
  }

  /** Every service of AWS: loaded at the first request for one that is not simulated. */
  private catalogue(): Promise<Catalogue> {
    this.loadingCatalogue ??= this.parts.simulation.work.track(Catalogue.load());
    return this.loadingCatalogue;
  }

  private answerWithoutService(state: RequestState, error: AwsError): WireResponse {
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
