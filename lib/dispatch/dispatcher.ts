import { Context } from "../runtime/context.js";
import { type Identity, identify } from "../signing/caller.js";
import { normalizedPath } from "../signing/normalized-path.js";
import { readSignature } from "../signing/scope.js";
import { andThen, isPromise } from "../values/promises.js";
import { ConnectionDropped, type WireRequest, type WireResponse } from "../wire/message.js";
import { Answers } from "./answers.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import { rejectedByGuard } from "./errors.js";
import { type Form, readForm } from "./forms.js";
import type { LoadedService } from "./loaded-service.js";
import { type Received, Receiver, readBody } from "./receiver.js";
import { RequestState } from "./request-state.js";
import type { AnyService } from "./routes.js";
import { runUnmodelled } from "./unmodelled.js";

type Answer = WireResponse | PromiseLike<WireResponse>;

/** The life of a request: recognise, authenticate, parse, execute, serialize. */
export class Dispatcher {
  private readonly receiver: Receiver;
  private readonly answers: Answers;
  private closed = false;

  constructor(private readonly parts: DispatcherParts) {
    this.receiver = new Receiver(parts.verifier, () => parts.services.catalogue());
    this.answers = new Answers(parts);
  }

  /** Rejects all further requests, also those of clients without a socket. */
  close(): void {
    this.closed = true;
  }

  /**
   * Answers a request.
   *
   * @throws ConnectionDropped, for a client to see as a connection that was broken off; nothing else, whatever a
   * client sends.
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
      const answer = this.recognise(state);
      response = isPromise(answer) ? await era.within(answer) : answer;
    } catch (error) {
      if (era.ended) throw new ConnectionDropped();
      response = this.answers.error(state, error);
    }
    // Its handler ended the era itself, with a reset, and returned.
    if (era.ended) throw new ConnectionDropped();
    simulation.work.touch();
    // Work with a delay of 0 that this request caused is due now that its answer is written.
    simulation.clock.runDue();
    // A client that has corrected the clock it signs by would go back to real time with the next answer.
    return this.parts.verifier ? { ...response, dateless: true } : response;
  }

  private recognise(state: RequestState): Answer {
    const { request } = state;
    return andThen(
      readForm(request, () => readBody(state)),
      (form) => {
        const definition = this.serviceOf(state, form);
        if (!definition) return this.answers.unrecognised(state, form);
        return andThen(this.parts.services.load(definition), (service) =>
          this.authenticate(service, state, form),
        );
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

  private authenticate(service: LoadedService, state: RequestState, form: Form | undefined): Answer {
    state.era.check();
    const ctx = this.begin(state, service);
    this.guard(state, service, ctx);
    const { signature, head } = state;
    if (signature.kind === "malformed") throw service.signing.errors.malformed(signature);
    const { hooks } = service.definition;
    hooks?.admit?.(head, ctx);
    const unmodelled = hooks?.unmodelled?.(head, ctx);
    if (unmodelled) {
      const contextOf = (identity: Identity) => this.contextOf(state, service, identity);
      return runUnmodelled(this.parts, state, service, unmodelled, contextOf).then((answer) =>
        this.answers.finish(state, answer),
      );
    }
    return andThen(this.receiver.receive(state, service, form), (received) =>
      this.execute(service, state, state.ctx ?? ctx, received),
    );
  }

  /** @param ctx anonymous requests act in the account of the bucket that admitted them. */
  private execute(
    service: LoadedService,
    state: RequestState,
    ctx: Context,
    { operation, input }: Received,
  ): Answer {
    const output = this.parts.executor.execute(service.executable(operation), input, ctx, "client");
    return andThen(output, (result) => this.answers.output(state, service, operation, result));
  }

  /** @throws AwsError for what a hostile web page may have sent. */
  private guard({ request, head }: RequestState, { definition, model }: LoadedService, ctx: Context): void {
    const { allowsOrigin } = definition.hooks ?? {};
    const reason = this.parts.guard?.rejection(
      request,
      (origin) => allowsOrigin?.(origin, head, ctx) === true,
    );
    if (reason !== undefined) throw rejectedByGuard(reason, model.facts.protocol);
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
    const { simulation } = this.parts;
    return new Context(simulation, definition.identity, account, region, caller, ids.requestId, era);
  }
}
