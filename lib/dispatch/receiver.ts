import type { Operation } from "../model/service-model.js";
import { isStreaming } from "../protocols/rest-bindings.js";
import { DEFAULT_BODY_LIMIT } from "../runtime/service.js";
import { bodyCheckOf, declaredPayload } from "../signing/payload.js";
import { checkUnverified } from "../signing/unverified.js";
import type { SignatureVerifier } from "../signing/verify.js";
import { andThen, isPromise } from "../values/promises.js";
import { BodyTooLarge, ConnectionDropped, type WireRequest } from "../wire/message.js";
import { eventsNotRead, tooLarge, unknownOperation } from "./errors.js";
import type { Form } from "./forms.js";
import { arriving, contentOf, type Declaration, documentOf } from "./incoming-body.js";
import type { LoadedService } from "./loaded-service.js";
import type { LoadedServices } from "./loaded-services.js";
import type { RequestState } from "./request-state.js";
import { restByTarget } from "./rest-by-target.js";
import { targetOf } from "./targets.js";

const NOTHING = new Uint8Array(0);

/** The content of a parsed request. */
export interface Received {
  readonly service: LoadedService;
  readonly operation: Operation;
  readonly input: object;
}

/** The operation of a request's method and path, with the labels of the path. */
interface Route {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Converts a request to an operation and its input. Buffered bodies are processed synchronously, because most
 * requests are small.
 */
export class Receiver {
  constructor(
    private readonly verifier: SignatureVerifier | undefined,
    private readonly services: Pick<LoadedServices, "catalogue" | "complete">,
  ) {}

  /** Finds the operation, reads the body, verifies the signature and parses the input. */
  receive(
    state: RequestState,
    service: LoadedService,
    form: Form | undefined,
  ): Received | PromiseLike<Received> {
    const { head } = state;
    const route = service.protocol.rest ? service.model.route(head) : undefined;
    const payload = route?.operation.input?.bindings.payload;
    if (route) {
      state.operation = route.operation;
      // The stream of events ends only after the client has received the response.
      if (route.operation.input?.bindings.events)
        throw eventsNotRead(service.definition.identity.name, route.operation.name);
      service.behaviour.hooks?.admitOperation?.(route.operation.name, head);
      if (payload && isStreaming(payload)) {
        // A signature that covers the body itself is verified once the body is complete.
        const streams = service.signing.declaredPayload || !this.verifier;
        const body = streams ? arriving(head) : readBody(state, route.operation.name);
        return andThen(body, (content) =>
          this.understandStream(state, service, route, content, payload.name),
        );
      }
    }
    const body = form?.body ?? readBody(state, route?.operation.name);
    return andThen(body, (bytes) => this.understand(state, service, route, bytes, form));
  }

  private understandStream(
    state: RequestState,
    service: LoadedService,
    { operation, labels }: Route,
    body: Uint8Array | AsyncIterable<Uint8Array>,
    payload: string,
  ): Received | PromiseLike<Received> {
    const { head } = state;
    const verified = this.verify(state, service, body instanceof Uint8Array ? body : undefined);
    return andThen(verified, (declaration) => {
      const content = contentOf(head, body, declaration);
      const request = content.head === head ? head : { body: head.body, ...content.head };
      return andThen(service.protocol.parse(operation, request, content.body, labels), (input) => {
        // The log does not keep streamed bytes.
        state.input = { ...input, [payload]: undefined };
        return { service, operation, input };
      });
    });
  }

  private understand(
    state: RequestState,
    service: LoadedService,
    route: Route | undefined,
    body: Uint8Array,
    form: Form | undefined,
  ): Received | PromiseLike<Received> {
    const { head } = state;
    const name = route ? undefined : nameOf(service, head, body);
    const operation = route?.operation ?? (name === undefined ? undefined : service.model.operation(name));
    if (!operation) return this.beyond(state, service, name, body, form);
    state.operation = operation;
    const verified = this.verify(state, service, form?.inQuery ? NOTHING : body);
    return andThen(verified, (declaration) => {
      const document = documentOf(head, body, declaration);
      const message = document.head === head ? head : { body: head.body, ...document.head };
      return parseInput(state, service, operation, { head: message, body: document.body }, route?.labels);
    });
  }

  /** The facts of large services contain only simulated operations; the archive may have this one. */
  private beyond(
    state: RequestState,
    service: LoadedService,
    name: string | undefined,
    body: Uint8Array,
    form: Form | undefined,
  ): Received | PromiseLike<Received> {
    const complete = name === undefined ? undefined : this.services.complete(service);
    if (!complete || complete === service || !complete.model.operation(name ?? ""))
      return this.reject(state, service, name);
    state.service = complete;
    return this.understand(state, complete, undefined, body, form);
  }

  /** AWS may have an operation that no facts contain, such as those of older API versions. */
  private async reject(
    state: RequestState,
    service: LoadedService,
    name: string | undefined,
  ): Promise<never> {
    const catalogue = await this.services.catalogue();
    const services = catalogue.signedAs(service.definition.identity.signingName);
    if (name === undefined || !services.some((candidate) => candidate.has(name))) {
      const { apiVersion } = service.model.facts;
      throw unknownOperation({ protocol: service.speaks, apiVersion }, name);
    }
    state.unmodelled = name;
    throw service.notSimulated(name);
  }

  /**
   * Verifies the signature of a request, or admits an unsigned one.
   *
   * @returns the declarations that the body is verified against
   */
  private verify(
    state: RequestState,
    { behaviour, model, signing }: LoadedService,
    body: Uint8Array | undefined,
  ): Declaration | Promise<Declaration> {
    const { verifier } = this;
    const { request, head, signature: reading, operation, ctx } = state;
    const payload = signing.declaredPayload ? declaredPayload(request, reading) : undefined;
    const check = bodyCheckOf(payload, request, reading, signing.declaredPayload);
    const declaration = { check, chunkSignatures: undefined };
    const { hooks } = behaviour;
    if (reading.kind === "none" && hooks?.admitAnonymous && operation && ctx) {
      // If permissions are enforced, the executor decides about unsigned requests as about all others.
      const decides = verifier !== undefined && !ctx.enforcesPermissions;
      const account = hooks.admitAnonymous(operation.name, head, ctx, decides);
      if (account !== undefined) state.ctx = ctx.elsewhere({ account });
      return declaration;
    }
    if (operation?.facts.unsigned === true) return declaration;
    if (reading.kind === "none" && operation && hooks?.admitsUnsigned?.(operation.name)) return declaration;
    if (reading.kind === "none" && ctx?.enforcesPermissions) {
      if (!hooks?.decidesUnsigned) throw signing.errors.missing();
      return declaration;
    }
    if (!verifier) {
      checkUnverified({ request, reading, signing, payload }, state.startedAt);
      return declaration;
    }
    return verifier
      .verify({ request, reading, service: model.facts, signing, payload, body, path: head.path })
      .then((chunkSignatures) => ({ ...declaration, chunkSignatures }));
  }
}

/** The body of a request, up to the limit of its service. */
export function readBody(
  { request, service }: RequestState,
  operation = "request",
): Uint8Array | Promise<Uint8Array> {
  const limit = service?.behaviour.bodyLimit;
  const bytes = request.body.bytes(limit?.bytes ?? DEFAULT_BODY_LIMIT);
  if (!isPromise(bytes)) return bytes;
  return bytes.catch((error: unknown) => {
    if (!(error instanceof BodyTooLarge)) throw new ConnectionDropped();
    throw limit ? limit.error(operation) : tooLarge(error.limit);
  });
}

function parseInput(
  state: RequestState,
  service: LoadedService,
  operation: Operation,
  { head, body }: { readonly head: WireRequest; readonly body: Uint8Array },
  labels: Route["labels"] | undefined,
): Received | PromiseLike<Received> {
  const { protocol, behaviour } = service;
  behaviour.hooks?.checkBody?.(operation.name, head, body, state.ctx);
  const message =
    protocol.rest && !labels
      ? restByTarget(operation, head, body)
      : { request: head, body, labels: labels ?? {} };
  const parsed = protocol.parse(operation, message.request, message.body, message.labels);
  return andThen(parsed, (given) => {
    const input = behaviour.hooks?.completeInput?.(operation.name, given, message.request) ?? given;
    state.input = input;
    return { service, operation, input };
  });
}

/** The operation name in the target or form of a request; REST services have it only in a target. */
function nameOf({ protocol }: LoadedService, request: WireRequest, body: Uint8Array): string | undefined {
  return protocol.rest ? targetOf(request)?.operation : protocol.operationName(request, body);
}
