import { RequestFacts } from "../authorization/request-facts.js";
import type { Catalogue } from "../model/catalogue.js";
import { Context, type Settings } from "../runtime/context.js";
import { AuthorizationHeaders } from "../signing/authorization-headers.js";
import { type Identity, identify } from "../signing/caller.js";
import { normalizedPath } from "../signing/normalized-path.js";
import { readSignature, type SignatureReading } from "../signing/scope.js";
import { own } from "../values/own.js";
import { andThen, isPromise } from "../values/promises.js";
import { ConnectionDropped, type WireRequest, type WireResponse } from "../wire/message.js";
import { Answers } from "./answers.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import { rejectedByGuard } from "./errors.js";
import { type Form, formField, readForm } from "./forms.js";
import type { LoadedService } from "./loaded-service.js";
import { type Received, Receiver, readBody } from "./receiver.js";
import { recognise, spokenProtocol } from "./recognise.js";
import { RequestState } from "./request-state.js";
import type { AnyService, ServedService } from "./routes.js";
import { runUnmodelled } from "./unmodelled.js";

type Answer = WireResponse | PromiseLike<WireResponse>;

/** Processes requests: recognise, authenticate, parse, execute, serialize. */
export class Dispatcher {
  private readonly receiver: Receiver;
  private readonly answers: Answers;
  private readonly authorizations = new AuthorizationHeaders();
  private closed = false;

  constructor(private readonly parts: DispatcherParts) {
    this.receiver = new Receiver(parts.verifier, parts.services);
    this.answers = new Answers(parts);
  }

  /** Rejects all further requests, also those of clients without a socket. */
  close(): void {
    this.closed = true;
  }

  /**
   * Handles a request.
   *
   * @throws ConnectionDropped, which the client receives as a closed connection; nothing else, whatever a
   * client sends.
   */
  dispatch(request: WireRequest): Answer {
    if (this.closed) throw new ConnectionDropped();
    const { simulation } = this.parts;
    simulation.work.touch();
    simulation.clock.runDue();
    const signature = readSignature(request, (header) => this.authorizations.read(header));
    const era = simulation.eras.current;
    const { identity, failure } = this.identify(signature);
    const state = new RequestState(request, simulation.clock.now(), signature, identity, era);
    state.failure = failure;
    let answer: Answer;
    try {
      answer = this.recognise(state);
    } catch (error) {
      answer = this.failed(state, error);
    }
    return isPromise(answer) ? this.later(state, answer) : this.completed(state, answer);
  }

  /** The response to a request that had to wait. */
  private later(state: RequestState, answer: PromiseLike<WireResponse>): Promise<WireResponse> {
    return state.era
      .within(answer)
      .catch((error: unknown) => this.failed(state, error))
      .then((response) => this.completed(state, response));
  }

  private failed(state: RequestState, error: unknown): WireResponse {
    if (state.era.ended) throw new ConnectionDropped();
    return this.answers.error(state, error);
  }

  private completed({ era }: RequestState, response: WireResponse): WireResponse {
    // Its handler ended the era itself with a reset, and returned.
    if (era.ended) throw new ConnectionDropped();
    const { simulation } = this.parts;
    simulation.work.touch();
    // Work with a delay of 0 that this request caused is due once its response is serialized.
    simulation.clock.runDue();
    // A client that has corrected its signing clock would return to real time with the next response.
    return this.parts.verifier ? { ...response, dateless: true } : response;
  }

  /** The failure is that of the machine, which does not return what it has about the caller. */
  private identify(signature: SignatureReading): { identity: Identity; failure?: unknown } {
    const { simulation, accounts } = this.parts;
    const { settings, ports, authorization } = simulation;
    try {
      return {
        identity: identify(signature, settings, { sessions: ports.callers, accounts, authorization }),
      };
    } catch (failure) {
      return { identity: identify(signature, settings, { accounts, authorization }), failure };
    }
  }

  private recognise(state: RequestState): Answer {
    const { request } = state;
    return andThen(
      readForm(request, this.parts.routes.acceptsForms(request, state.signature), () => readBody(state)),
      (form) => {
        const definition = this.serviceOf(state, form);
        if (definition) return this.serve(definition, state, form);
        return andThen(this.parts.services.catalogue(), (catalogue) => this.search(catalogue, state, form));
      },
    );
  }

  /** Handles a request that no simulated service accepts; the archive may have the facts of its service. */
  private search(catalogue: Catalogue, state: RequestState, form: Form | undefined): Answer {
    const found = recognise(catalogue, state.request, state.signature, form);
    const definition = found?.known ? this.parts.services.named(found.service.name) : undefined;
    return definition ? this.serve(definition, state, form) : this.answers.unrecognised(state, form, found);
  }

  private serve(definition: ServedService, state: RequestState, form: Form | undefined): Answer {
    return andThen(this.parts.services.load(definition), (service) => {
      const protocol = spokenProtocol(state.request, form);
      return this.authenticate(protocol ? service.speaking(protocol) : service, state, form);
    });
  }

  private serviceOf({ request, signature }: RequestState, form: Form | undefined): AnyService | undefined {
    const { routes } = this.parts;
    return (
      routes.find(request, signature) ??
      (form ? this.serviceOfForm(form) : routes.unclaimed(request, signature))
    );
  }

  private serviceOfForm(form: Form): AnyService | undefined {
    const { routes } = this.parts;
    return form.version === "" ? routes.ofAction(formField(form, "Action")) : routes.ofVersion(form.version);
  }

  private authenticate(service: LoadedService, state: RequestState, form: Form | undefined): Answer {
    state.era.check();
    const ctx = this.begin(state, service);
    if (state.failure !== undefined) throw state.failure;
    this.guard(state, service, ctx);
    const { signature, head } = state;
    if (signature.kind === "malformed") throw service.signing.errors.malformed(signature);
    const { hooks } = service.behaviour;
    hooks?.admit?.(head, ctx);
    const unmodelled = hooks?.unmodelled?.(head, ctx);
    if (unmodelled) {
      const contextOf = (identity: Identity) => this.contextOf(state, service, identity);
      return runUnmodelled(this.parts, state, service, unmodelled, contextOf).then((answer) =>
        this.answers.finish(state, answer),
      );
    }
    return andThen(this.receiver.receive(state, service, form), (received) =>
      this.execute(state, state.ctx ?? ctx, received),
    );
  }

  /** @param ctx anonymous requests act in the account of the bucket that admitted them. */
  private execute(state: RequestState, ctx: Context, { service, operation, input }: Received): Answer {
    const output = this.parts.executor.execute(service.executable(operation), input, ctx, "client");
    return andThen(output, (result) => this.answers.output(state, service, operation, result));
  }

  /** @throws AwsError for what a hostile web page may have sent. */
  private guard({ request, head }: RequestState, { behaviour, speaks }: LoadedService, ctx: Context): void {
    const { allowsOrigin } = behaviour.hooks ?? {};
    const reason = this.parts.guard?.rejection(
      request,
      (origin) => allowsOrigin?.(origin, head, ctx) === true,
    );
    if (reason !== undefined) throw rejectedByGuard(reason, speaks);
  }

  /** Continues once the service is known, which determines the format of requests and responses. */
  private begin(state: RequestState, service: LoadedService): Context {
    const { request, identity } = state;
    const { hooks } = service.behaviour;
    const { requestIds } = this.parts;
    state.service = service;
    state.ids = hooks?.ids?.(requestIds) ?? { requestId: requestIds.uuid() };
    const head = hooks?.rewrite?.(request, this.parts.simulation.ports, identity.region) ?? request;
    if (head !== request) state.head = { body: request.body, ...head };
    if (!service.signing.signsRawPath) {
      const path = normalizedPath(request.path);
      if (path !== request.path) state.head = { ...state.head, path };
    }
    state.ctx = this.contextOf(state, service, identity);
    return state.ctx;
  }

  private contextOf(state: RequestState, { definition }: LoadedService, identity: Identity): Context {
    const { account, region, caller } = identity;
    const { simulation } = this.parts;
    const { ids, era, request } = state;
    if (simulation.authorization.decidesPermissions) state.facts ??= factsOf(state, simulation.settings);
    const { facts } = state;
    const { requestId } = ids;
    return new Context(
      simulation,
      definition.identity,
      account,
      region,
      caller,
      requestId,
      era,
      facts,
      request.client,
    );
  }
}

function factsOf(
  { head, request, signature }: RequestState,
  { strictTransport, sourceIpHeader }: Settings,
): RequestFacts {
  const presigned = signature.kind === "signed" && signature.signature.presigned;
  const forwarded = sourceIpHeader === undefined ? undefined : own(head.headers, sourceIpHeader);
  return new RequestFacts(head, {
    address: forwarded?.split(",", 1)[0]?.trim() || addressOf(request),
    isSecure: !strictTransport || request.peer?.encrypted === true,
    presigned,
  });
}

/** An IPv4 client of a dual-stack socket has the address `::ffff:127.0.0.1`. */
function addressOf({ peer }: WireRequest): string {
  return peer?.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
}
