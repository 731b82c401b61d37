import { type Identity, identify } from "../auth/caller.js";
import type { AccountsByKey } from "../auth/credential.js";
import { authErrors } from "../auth/errors.js";
import { readSignature, type SignatureReading } from "../auth/scope.js";
import type { SignatureVerifier } from "../auth/verify.js";
import type { Faults } from "../control/faults.js";
import type { RequestLog } from "../control/requests.js";
import { Context, type World } from "../core/context.js";
import { AwsError } from "../core/errors.js";
import type { IdSource } from "../core/ids.js";
import { DEFAULT_BODY_LIMIT } from "../core/service.js";
import { type StreamingBody, streamingBody } from "../core/streaming.js";
import { BodyTooLarge, ConnectionDropped, type WireRequest, type WireResponse } from "../http/message.js";
import { describeViolations, violations } from "../model/constraints.js";
import type { Operation } from "../model/service-model.js";
import { isStreaming } from "../protocols/rest-bindings.js";
import { internalFailure, notSimulated, throttled, tooLarge, unknownOperation } from "./errors.js";
import { handlerOf, type LoadedService, loadService } from "./loaded-service.js";
import { restByTarget } from "./rest-by-target.js";
import type { AnyService, ServiceRoutes } from "./routes.js";
import { answerWithoutModel, unrecognised } from "./unrecognised.js";

/** What the dispatcher works with. */
export interface DispatcherParts {
  readonly world: World;
  readonly routes: ServiceRoutes;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** Apart from the ids of resources, which must not depend on how often somebody polls. */
  readonly requestIds: IdSource;
  /** Left out when every signature is accepted. */
  readonly verifier?: SignatureVerifier;
  /** Accounts that access keys were given. */
  readonly accounts?: AccountsByKey;
}

/** What is known of a request so far; the log entry is made from it. */
interface Exchange {
  readonly request: WireRequest;
  readonly requestId: string;
  readonly startedAt: number;
  readonly signature: SignatureReading;
  readonly identity: Identity;
  service?: LoadedService;
  operation?: Operation;
  input?: object;
}

/** The fields of a query request. */
interface Form {
  readonly body: Uint8Array;
  readonly version: string;
  /** The fields came in the URL; the request has no body. */
  readonly inQuery: boolean;
}

const NOTHING = new Uint8Array(0);

/** Takes a request through service, operation, input, handler and answer. */
export class Dispatcher {
  private readonly loaded = new Map<AnyService, Promise<LoadedService>>();
  private readonly ready = new Map<AnyService, LoadedService>();
  private closed = false;

  constructor(private readonly parts: DispatcherParts) {}

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
    const exchange: Exchange = {
      request,
      requestId: this.parts.requestIds.uuid(),
      startedAt: world.clock.now(),
      signature,
      identity: identify(signature, world.settings, world.ports.callers, this.parts.accounts),
    };
    let response: WireResponse;
    try {
      response = await this.answer(exchange);
    } catch (error) {
      response = this.answerError(exchange, error);
    }
    world.work.touch();
    // Work with a delay of 0 that this request caused is due now that its answer is written.
    queueMicrotask(() => world.clock.runDue());
    // A client that has corrected the clock it signs by would go back to real time with the next answer.
    return this.parts.verifier ? { ...response, dateless: true } : response;
  }

  private async answer(exchange: Exchange): Promise<WireResponse> {
    const { request, signature, requestId, identity } = exchange;
    const form = await this.readForm(exchange);
    const definition =
      this.parts.routes.find(request, signature) ?? this.parts.routes.ofVersion(form?.version ?? "");
    if (!definition) return this.answerUnrecognised(exchange);
    const service = this.ready.get(definition) ?? (await this.service(definition));
    exchange.service = service;
    const { model, protocol } = service;
    if (signature.kind === "malformed") throw authErrors(model.facts.protocol).malformed(signature.reason);
    const route = protocol.rest ? model.route(request) : undefined;
    const payload = route?.operation.input?.bindings.payload;
    const streams = payload !== undefined && isStreaming(payload);
    const body =
      form?.body ?? (streams ? streamOf(request) : await this.read(exchange, route?.operation.name));
    const name = body instanceof Uint8Array ? operationName(service, request, body) : undefined;
    const operation = route?.operation ?? (name === undefined ? undefined : model.operation(name));
    if (!operation) throw unknownOperation(model.facts, name);
    exchange.operation = operation;
    const { verifier } = this.parts;
    if (verifier && operation.facts.unsigned !== true) {
      const signed = form?.inQuery ? NOTHING : body;
      await verifier.verify({
        request,
        reading: signature,
        service: model.facts,
        body: signed instanceof Uint8Array ? signed : undefined,
      });
    }
    const handler = handlerOf(service, operation);
    if (!handler) throw notSimulated(definition.identity.name, operation.name);
    const message =
      protocol.rest && !route && body instanceof Uint8Array
        ? restByTarget(operation, request, body)
        : { request, body, labels: route?.labels ?? {} };
    const input = await protocol.parse(operation, message.request, message.body, message.labels);
    exchange.input = input;
    await this.strikeFaults(service, operation, input);
    const broken = operation.input ? violations(operation.input, input) : [];
    if (broken[0]) throw definition.validationError(describeViolations(broken), broken[0]);
    const { account, region, caller } = identity;
    const ctx = new Context(this.parts.world, definition.identity, account, region, caller, requestId);
    // The input was parsed and checked against the model that the handler's types were generated from.
    const output = await this.parts.world.store.transaction(() => handler(input as never, ctx));
    const response = protocol.serialize(operation, output as object | undefined, { requestId, request });
    this.log(exchange, response.status);
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

  /** A form tells its service and operation only in its body, so that one is read first. */
  private async readForm(exchange: Exchange): Promise<Form | undefined> {
    const { headers, query } = exchange.request;
    if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
      const body = await this.read(exchange);
      return {
        body,
        version: /(?:^|&)Version=([\d-]+)/.exec(Buffer.from(body).toString("latin1"))?.[1] ?? "",
        inQuery: false,
      };
    }
    if (!query.includes("Action=")) return undefined;
    return {
      body: Buffer.from(query),
      version: new URLSearchParams(query).get("Version") ?? "",
      inQuery: true,
    };
  }

  private async read({ request, service }: Exchange, operation = "request"): Promise<Uint8Array> {
    const limit = service?.definition.bodyLimit;
    try {
      return await request.body.bytes(limit?.bytes ?? DEFAULT_BODY_LIMIT);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw new ConnectionDropped();
      throw limit ? limit.error(operation) : tooLarge(error.limit);
    }
  }

  private async strikeFaults(
    { definition, model }: LoadedService,
    operation: Operation,
    input: object,
  ): Promise<void> {
    const { faults } = this.parts;
    if (faults.none) return;
    const { throttlingError = () => throttled(model.facts.protocol) } = definition;
    await faults.strike({
      service: definition.identity.name,
      operation: operation.name,
      input,
      throttled: throttlingError,
    });
  }

  private answerError(exchange: Exchange, error: unknown): WireResponse {
    const { request, requestId, service, operation } = exchange;
    if (error instanceof ConnectionDropped) {
      this.log(exchange, 0, error);
      throw error;
    }
    const known = error instanceof AwsError ? error : internalFailure(error);
    if (!service) {
      this.log(exchange, known.status ?? 500, known);
      return answerWithoutModel(request, requestId, known);
    }
    const context = { requestId, head: request.method === "HEAD", request, resource: request.path };
    const response = service.protocol.serializeError(service.model, operation, known, context);
    Object.assign(response.headers, known.headers);
    this.log(exchange, response.status, known);
    return response;
  }

  private answerUnrecognised(exchange: Exchange): WireResponse {
    const { request, signature, requestId } = exchange;
    const error = unrecognised(request, signature);
    this.log(exchange, error.status ?? 400, error);
    return answerWithoutModel(request, requestId, error);
  }

  private log(exchange: Exchange, status: number, error?: Error): void {
    const { request, identity, service, operation, input } = exchange;
    const { world, requests } = this.parts;
    const duration = world.clock.now() - exchange.startedAt;
    const exception = error instanceof AwsError ? error.cause : undefined;
    const code = error instanceof AwsError ? error.code : error?.name;
    requests.add({
      requestId: exchange.requestId,
      service: service?.definition.identity.name ?? "unknown",
      operation: operation?.name,
      input: input as Record<string, unknown> | undefined,
      status,
      errorCode: code,
      errorMessage: error?.message,
      account: identity.account,
      region: identity.region,
      accessKeyId: identity.accessKeyId,
      method: request.method,
      path: request.path,
      startedAt: new Date(exchange.startedAt),
      duration,
      exception,
    });
    if (exception !== undefined) {
      const where = `${service?.definition.identity.name}:${operation?.name}`;
      world.logger({ level: "error", msg: `${where} failed inside the simulator`, fields: { exception } });
    }
  }
}

/** The operation that a request names in its target or form; of REST services, only in a target. */
function operationName(
  { protocol }: LoadedService,
  request: WireRequest,
  body: Uint8Array,
): string | undefined {
  if (!protocol.rest) return protocol.operationName(request, body);
  return request.headers["x-amz-target"]?.split(".").at(-1);
}

function streamOf(request: WireRequest): StreamingBody {
  return streamingBody(request.body.stream());
}
