import type { Catalogue } from "../model/catalogue.js";
import type { Operation } from "../model/service-model.js";
import { isStreaming } from "../protocols/rest-bindings.js";
import { DEFAULT_BODY_LIMIT } from "../runtime/service.js";
import { bodyCheckOf, declaredPayload } from "../signing/payload.js";
import { checkUnverified } from "../signing/unverified.js";
import type { SignatureVerifier } from "../signing/verify.js";
import { andThen, isPromise } from "../values/promises.js";
import { BodyTooLarge, ConnectionDropped, type WireRequest } from "../wire/message.js";
import { tooLarge, unknownOperation } from "./errors.js";
import type { Form } from "./forms.js";
import { arriving, contentOf, type Declaration, documentOf } from "./incoming-body.js";
import type { LoadedService } from "./loaded-service.js";
import type { RequestState } from "./request-state.js";
import { restByTarget } from "./rest-by-target.js";
import { targetOf } from "./targets.js";

const NOTHING = new Uint8Array(0);

/** What a request asks for. */
export interface Received {
  readonly operation: Operation;
  readonly input: object;
}

/** The operation that a request's method and path name, with the labels of the path. */
interface Route {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
}

/** Turns a request into an operation and its input. What is here already is not waited for: most requests are small. */
export class Receiver {
  constructor(
    private readonly verifier: SignatureVerifier | undefined,
    private readonly catalogue: () => Promise<Catalogue>,
  ) {}

  /** Finds the operation, reads the body, checks the signature and parses the input. */
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
      service.definition.hooks?.admitOperation?.(route.operation.name, head);
      if (payload && isStreaming(payload)) {
        // A signature that covers the body itself is verified when all of it is here.
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
        // Bytes that were streamed are not kept in the log.
        state.input = { ...input, [payload]: undefined };
        return { operation, input };
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
    if (!operation) return this.reject(state, service, name);
    state.operation = operation;
    const verified = this.verify(state, service, form?.inQuery ? NOTHING : body);
    return andThen(verified, (declaration) => {
      const document = documentOf(head, body, declaration);
      const message = document.head === head ? head : { body: head.body, ...document.head };
      return parseInput(state, service, operation, { head: message, body: document.body }, route?.labels);
    });
  }

  /** Facts of large services have only the operations that matter here: AWS may have this one all the same. */
  private async reject(
    state: RequestState,
    service: LoadedService,
    name: string | undefined,
  ): Promise<never> {
    const catalogue = await this.catalogue();
    const services = catalogue.signedAs(service.definition.identity.signingName);
    if (name === undefined || !services.some((candidate) => candidate.has(name))) {
      throw unknownOperation(service.model.facts, name);
    }
    state.unmodelled = name;
    throw service.notSimulated(name);
  }

  /**
   * Verifies the signature of a request, or admits an unsigned one.
   *
   * @returns what the body is checked against
   */
  private verify(
    state: RequestState,
    { definition, model, signing }: LoadedService,
    body: Uint8Array | undefined,
  ): Declaration | Promise<Declaration> {
    const { verifier } = this;
    const { request, head, signature: reading, operation, ctx } = state;
    const payload = signing.declaredPayload ? declaredPayload(request, reading) : undefined;
    const check = bodyCheckOf(payload, request, reading, signing.declaredPayload);
    const declaration = { check, chunkSignatures: undefined };
    const { hooks } = definition;
    if (reading.kind === "none" && hooks?.admitAnonymous && operation && ctx) {
      const account = hooks.admitAnonymous(operation.name, head, ctx, verifier !== undefined);
      if (account !== undefined) state.ctx = ctx.elsewhere({ account });
      return declaration;
    }
    if (operation?.facts.unsigned === true) return declaration;
    if (!verifier) {
      checkUnverified({ request, reading, signing, payload }, state.startedAt);
      return declaration;
    }
    return verifier
      .verify({ request, reading, service: model.facts, signing, payload, body, path: head.path })
      .then((chunkSignatures) => ({ ...declaration, chunkSignatures }));
  }
}

/** The body of a request, as long as its service lets it be. */
export function readBody(
  { request, service }: RequestState,
  operation = "request",
): Uint8Array | Promise<Uint8Array> {
  const limit = service?.definition.bodyLimit;
  const bytes = request.body.bytes(limit?.bytes ?? DEFAULT_BODY_LIMIT);
  if (!isPromise(bytes)) return bytes;
  return bytes.catch((error: unknown) => {
    if (!(error instanceof BodyTooLarge)) throw new ConnectionDropped();
    throw limit ? limit.error(operation) : tooLarge(error.limit);
  });
}

function parseInput(
  state: RequestState,
  { protocol, definition }: LoadedService,
  operation: Operation,
  { head, body }: { readonly head: WireRequest; readonly body: Uint8Array },
  labels: Route["labels"] | undefined,
): Received | PromiseLike<Received> {
  definition.hooks?.checkBody?.(operation.name, head, body, state.ctx);
  const message =
    protocol.rest && !labels
      ? restByTarget(operation, head, body)
      : { request: head, body, labels: labels ?? {} };
  const parsed = protocol.parse(operation, message.request, message.body, message.labels);
  return andThen(parsed, (input) => {
    state.input = input;
    return { operation, input };
  });
}

/** What a request calls its operation, in its target or form; REST services have it in a target alone. */
function nameOf({ protocol }: LoadedService, request: WireRequest, body: Uint8Array): string | undefined {
  return protocol.rest ? targetOf(request)?.operation : protocol.operationName(request, body);
}
