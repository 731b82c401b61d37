import { type Identity, identify } from "../auth/caller.js";
import { authErrors } from "../auth/errors.js";
import { normalizedPath } from "../auth/normalized-path.js";
import { readSignature } from "../auth/scope.js";
import { commonStatus } from "../control/common-statuses.js";
import type { Struck } from "../control/faults.js";
import { Context } from "../core/context.js";
import { AwsError } from "../core/errors.js";
import { andThen, isPromise } from "../core/promises.js";
import type { UnmodelledOperation } from "../core/wire-hooks.js";
import { ConnectionDropped, isBrokenOff, type WireRequest, type WireResponse } from "../http/message.js";
import { Catalogue } from "../model/catalogue.js";
import { describeViolations, violations } from "../model/constraints.js";
import type { Operation } from "../model/service-model.js";
import { UnreadableMember } from "../protocols/errors.js";
import { commonHeaders } from "../protocols/rest-bindings.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import { internalFailure, notSimulated, refusedByGuard, throttled } from "./errors.js";
import { Exchange } from "./exchange.js";
import { type Form, readForm } from "./forms.js";
import { handlerOf, type LoadedService, loadService } from "./loaded-service.js";
import { entryOf } from "./log-entries.js";
import { Receiver, readBody } from "./receiver.js";
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
    const { world } = this.parts;
    world.work.touch();
    world.clock.runDue();
    const signature = readSignature(request);
    const identity = identify(signature, world.settings, world.ports.callers, this.parts.accounts);
    const era = world.eras.current;
    const exchange = new Exchange(request, world.clock.now(), signature, identity, era);
    let response: WireResponse;
    try {
      const answer = this.answer(exchange);
      response = isPromise(answer) ? await era.within(answer) : answer;
    } catch (error) {
      if (era.ended) throw new ConnectionDropped();
      response = this.answerError(exchange, error);
    }
    // Its handler ended the era itself, with a reset, and returned.
    if (era.ended) throw new ConnectionDropped();
    world.work.touch();
    // Work with a delay of 0 that this request caused is due now that its answer is written.
    world.clock.runDue();
    // A client that has corrected the clock it signs by would go back to real time with the next answer.
    return this.parts.verifier ? { ...response, dateless: true } : response;
  }

  private answer(exchange: Exchange): Answer {
    const { request } = exchange;
    return andThen(
      readForm(request, () => readBody(exchange)),
      (form) => {
        const definition = this.serviceOf(exchange, form);
        if (!definition) return this.answerUnrecognised(exchange, form);
        const loaded = this.ready.get(definition) ?? this.service(definition);
        return andThen(loaded, (service) => this.answerAs(service, exchange, form));
      },
    );
  }

  private serviceOf({ request, signature }: Exchange, form: Form | undefined): AnyService | undefined {
    const { routes } = this.parts;
    return (
      routes.find(request, signature) ??
      (form ? routes.ofVersion(form.version) : routes.unclaimed(request, signature))
    );
  }

  private answerAs(service: LoadedService, exchange: Exchange, form: Form | undefined): Answer {
    exchange.era.check();
    const ctx = this.begin(exchange, service);
    this.guard(exchange, service, ctx);
    const { signature, head } = exchange;
    if (signature.kind === "malformed") throw authErrors(service.model.facts.protocol).malformed(signature);
    const { hooks } = service.definition;
    hooks?.admit?.(head, ctx);
    const unmodelled = hooks?.unmodelled?.(head, ctx);
    if (unmodelled) return this.answerPlainly(exchange, service, unmodelled);
    return andThen(this.receiver.receive(exchange, service, form), ({ operation, input }) => {
      const handler = handlerOf(service, operation);
      if (!handler) throw notSimulated(service.definition, operation.name);
      return andThen(this.strikeFaults(service, exchange, operation, input), (struck) => {
        exchange.losesAnswer = struck?.dropsAnswer === true;
        const broken = operation.input ? violations(operation.input, input) : [];
        if (broken[0]) {
          throw service.definition.validationError(describeViolations(broken), broken[0], operation.name);
        }
        // The input was parsed and checked against the model that the handler's types were generated from.
        // Anonymous requests act in the account of the bucket that admitted them.
        const acting = exchange.ctx ?? ctx;
        const result = acting.transaction(() => handler(input as never, acting));
        return andThen(result, (output) => this.answerWith(output, operation, service, exchange));
      });
    });
  }

  /** @throws AwsError for what a hostile web page may have sent. */
  private guard({ request, head }: Exchange, { definition, model }: LoadedService, ctx: Context): void {
    const { allowsOrigin } = definition.hooks ?? {};
    const reason = this.parts.guard?.refusal(request, (origin) => allowsOrigin?.(origin, head, ctx) === true);
    if (reason !== undefined) throw refusedByGuard(reason, model.facts.protocol);
  }

  private answerWith(
    output: unknown,
    operation: Operation,
    { protocol }: LoadedService,
    exchange: Exchange,
  ): WireResponse {
    const { request, ids } = exchange;
    const context = { request, requestId: ids.requestId, hostId: ids.hostId };
    return this.finish(exchange, protocol.serialize(operation, output as object | undefined, context));
  }

  /** From here on the service is known, and with it what its requests and answers look like. */
  private begin(exchange: Exchange, service: LoadedService): Context {
    const { request, identity } = exchange;
    const { hooks } = service.definition;
    const { requestIds } = this.parts;
    exchange.service = service;
    exchange.ids = hooks?.ids?.(requestIds) ?? { requestId: requestIds.uuid() };
    const head = hooks?.rewrite?.(request) ?? request;
    if (head !== request) exchange.head = { body: request.body, ...head };
    if (!service.signing.signsRawPath) {
      const path = normalizedPath(request.path);
      if (path !== request.path) exchange.head = { ...exchange.head, path };
    }
    exchange.ctx = this.contextOf(exchange, service, identity);
    return exchange.ctx;
  }

  private contextOf({ ids, era }: Exchange, { definition }: LoadedService, identity: Identity): Context {
    const { account, region, caller } = identity;
    return new Context(this.parts.world, definition.identity, account, region, caller, ids.requestId, era);
  }

  private async answerPlainly(
    exchange: Exchange,
    service: LoadedService,
    { name, run }: UnmodelledOperation,
  ): Promise<WireResponse> {
    exchange.unmodelled = name;
    const signatures = textSignatures(this.parts, service, (identity) =>
      this.contextOf(exchange, service, identity),
    );
    const answer = await run(() => exchange.request.body.stream(), signatures);
    const headers = { ...commonHeaders(exchange.ids.requestId), ...answer.headers };
    return this.finish(exchange, { ...answer, headers });
  }

  private finish(exchange: Exchange, response: WireResponse, error?: Error): WireResponse {
    exchange.era.check();
    if (exchange.losesAnswer) {
      const dropped = new ConnectionDropped();
      this.log(exchange, 0, dropped);
      throw dropped;
    }
    const { service, ctx, head } = exchange;
    if (ctx) service?.definition.hooks?.addHeaders?.(response.headers, head, ctx, exchange.ids);
    this.log(exchange, response.status, error);
    return response;
  }

  /** A service with its facts, which are loaded when it is first asked for. */
  service(definition: AnyService): Promise<LoadedService> {
    let loading = this.loaded.get(definition);
    if (!loading) {
      // An advance that is under way waits for it, as it waits for handlers.
      loading = this.parts.world.work.track(loadService(definition));
      this.loaded.set(definition, loading);
      loading.then(
        (service) => this.ready.set(definition, service),
        () => {},
      );
    }
    return loading;
  }

  private strikeFaults(
    { definition, model }: LoadedService,
    { era }: Exchange,
    operation: Operation,
    input: object,
  ): Promise<Struck> | undefined {
    const { faults } = this.parts;
    if (faults.none) return undefined;
    era.check();
    const { throttlingError = () => throttled(model.facts.protocol), errorStatus } = definition;
    return faults.strike({
      service: definition.identity.name,
      operation: operation.name,
      input,
      era,
      throttled: throttlingError,
      statusOf: (code) => (model.error(code) ? undefined : (errorStatus?.(code) ?? commonStatus(code))),
    });
  }

  private answerError(exchange: Exchange, error: unknown): WireResponse {
    const { head, service, operation } = exchange;
    if (error instanceof ConnectionDropped || isBrokenOff(error)) {
      const dropped = new ConnectionDropped();
      this.log(exchange, 0, dropped);
      throw dropped;
    }
    const known = error instanceof AwsError ? inOwnWords(error, service) : internalFailure(error);
    if (!service) return this.answerWithoutService(exchange, known);
    const context = { head: head.method === "HEAD", request: head, ...exchange.ids };
    const response = service.protocol.serializeError(service.model, operation, known, context);
    Object.assign(response.headers, known.headers);
    return this.finish(exchange, response, known);
  }

  private async answerUnrecognised(exchange: Exchange, form: Form | undefined): Promise<WireResponse> {
    const { request, signature } = exchange;
    const reason = this.parts.guard?.refusal(request, () => false);
    if (reason !== undefined) return this.answerWithoutService(exchange, refusedByGuard(reason));
    const rejection = rejectionOf(await this.catalogue(), request, signature, form, this.parts.routes.names);
    exchange.unsimulated = rejection.service;
    exchange.unmodelled = rejection.operation;
    exchange.ids = { requestId: this.parts.requestIds.uuid() };
    const response = rejection.write(exchange.ids.requestId);
    this.log(exchange, response.status, rejection.error);
    return response;
  }

  /** Every service of AWS: loaded at the first request for one that is not simulated. */
  private catalogue(): Promise<Catalogue> {
    this.loadingCatalogue ??= this.parts.world.work.track(Catalogue.load());
    return this.loadingCatalogue;
  }

  private answerWithoutService(exchange: Exchange, error: AwsError): WireResponse {
    exchange.ids = { requestId: this.parts.requestIds.uuid() };
    this.log(exchange, error.status ?? 400, error);
    return answerWithoutModel(exchange.request, exchange.ids.requestId, error);
  }

  private log(exchange: Exchange, status: number, error?: Error): void {
    const { world, requests } = this.parts;
    const request = exchange.logged(world.clock.now(), status, error);
    requests.add(request);
    const entry = entryOf(request);
    if (entry) world.logger(entry);
  }
}

/** The service's own error for a parameter that is not of its type, where it has one. */
function inOwnWords(error: AwsError, service: LoadedService | undefined): AwsError {
  if (!(error instanceof UnreadableMember)) return error;
  return service?.definition.hooks?.unreadable?.(error.wireName, error.text) ?? error;
}
