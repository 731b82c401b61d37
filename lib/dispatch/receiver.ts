import type { SignatureVerifier } from "../auth/verify.js";
import type { ChunkSeals } from "../core/chunk-seals.js";
import { andThen, isPromise } from "../core/promises.js";
import { DEFAULT_BODY_LIMIT } from "../core/service.js";
import { BodyTooLarge, ConnectionDropped, type WireRequest } from "../http/message.js";
import type { Operation } from "../model/service-model.js";
import { isStreaming } from "../protocols/rest-bindings.js";
import { tooLarge, unknownOperation } from "./errors.js";
import type { Exchange } from "./exchange.js";
import type { Form } from "./forms.js";
import { arriving, contentOf } from "./incoming-body.js";
import type { LoadedService } from "./loaded-service.js";
import { restByTarget } from "./rest-by-target.js";

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
  constructor(private readonly verifier: SignatureVerifier | undefined) {}

  /** Finds the operation, reads the body, checks the signature and parses the input. */
  receive(
    exchange: Exchange,
    service: LoadedService,
    form: Form | undefined,
  ): Received | PromiseLike<Received> {
    const { head } = exchange;
    const route = service.protocol.rest ? service.model.route(head) : undefined;
    const payload = route?.operation.input?.bindings.payload;
    if (route) {
      exchange.operation = route.operation;
      service.definition.hooks?.admitOperation?.(route.operation.name, head);
      if (payload && isStreaming(payload)) {
        return andThen(arriving(head), (body) =>
          this.understandStream(exchange, service, route, body, payload.name),
        );
      }
    }
    const body = form?.body ?? readBody(exchange, route?.operation.name);
    return andThen(body, (bytes) => this.understand(exchange, service, route, bytes, form));
  }

  private understandStream(
    exchange: Exchange,
    { protocol }: LoadedService,
    { operation, labels }: Route,
    body: Uint8Array | AsyncIterable<Uint8Array>,
    payload: string,
  ): Received | PromiseLike<Received> {
    const { head } = exchange;
    const verified = this.verify(exchange, body instanceof Uint8Array ? body : undefined);
    return andThen(verified, (seals) => {
      const content = contentOf(head, body, seals);
      const request = content.head === head ? head : { body: head.body, ...content.head };
      return andThen(protocol.parse(operation, request, content.body, labels), (input) => {
        // Bytes that were streamed are not kept in the log.
        exchange.input = { ...input, [payload]: undefined };
        return { operation, input };
      });
    });
  }

  private understand(
    exchange: Exchange,
    service: LoadedService,
    route: Route | undefined,
    body: Uint8Array,
    form: Form | undefined,
  ): Received | PromiseLike<Received> {
    const operation = route?.operation ?? namedOperation(service, exchange.head, body);
    exchange.operation = operation;
    const verified = this.verify(exchange, form?.inQuery ? NOTHING : body);
    return andThen(verified, () => parseInput(exchange, service, operation, body, route?.labels));
  }

  /** @returns what checks the chunks of a body that is signed chunk by chunk. */
  private verify(
    { request, head, signature: reading, service, operation, ctx }: Exchange,
    body: Uint8Array | undefined,
  ): Promise<ChunkSeals | undefined> | undefined {
    const { verifier } = this;
    if (!verifier || !service || operation?.facts.unsigned === true) return undefined;
    const { hooks } = service.definition;
    if (reading.kind === "none" && hooks?.admitAnybody && operation && ctx) {
      hooks.admitAnybody(operation.name, head, ctx);
      return undefined;
    }
    return verifier.verify({ request, reading, service: service.model.facts, body, path: head.path });
  }
}

/** The body of a request, as long as its service lets it be. */
export function readBody(
  { request, service }: Exchange,
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
  exchange: Exchange,
  { protocol, definition }: LoadedService,
  operation: Operation,
  body: Uint8Array,
  labels: Route["labels"] | undefined,
): Received | PromiseLike<Received> {
  const { head } = exchange;
  definition.hooks?.checkBody?.(operation.name, head, body, exchange.ctx);
  const message =
    protocol.rest && !labels
      ? restByTarget(operation, head, body)
      : { request: head, body, labels: labels ?? {} };
  const parsed = protocol.parse(operation, message.request, message.body, message.labels);
  return andThen(parsed, (input) => {
    exchange.input = input;
    return { operation, input };
  });
}

/** The operation that a request names in its target or form; of REST services, only in a target. */
function namedOperation(service: LoadedService, request: WireRequest, body: Uint8Array): Operation {
  const { protocol, model } = service;
  const name = protocol.rest
    ? request.headers["x-amz-target"]?.split(".").at(-1)
    : protocol.operationName(request, body);
  const operation = name === undefined ? undefined : model.operation(name);
  if (!operation) throw unknownOperation(model.facts, name);
  return operation;
}
