import { RequestFacts } from "../authorization/request-facts.js";
import type { RequestLog } from "../control/requests.js";
import type { Operation } from "../model/service-model.js";
import type { Caller } from "../runtime/caller.js";
import { Context, type Simulation } from "../runtime/context.js";
import { EraEnded } from "../runtime/era.js";
import { AwsError } from "../runtime/errors.js";
import type { Executor } from "../runtime/execute.js";
import type { IdSource } from "../runtime/ids.js";
import type { OperationCall, OperationCaller, OperationOutcome } from "../runtime/ports/operations.js";
import { andThen, isPromise } from "../values/promises.js";
import { ConnectionDropped } from "../wire/message.js";
import { readDocument, writeDocument } from "./documents.js";
import { internalFailure } from "./errors.js";
import type { LoadedService } from "./loaded-service.js";
import type { LoadedServices } from "./loaded-services.js";
import { entryOf } from "./log-entries.js";
import type { ServedService } from "./routes.js";

/** The status of calls that are neither simulated nor stubbed. */
const NOT_SIMULATED = 501;

/** The dependencies of {@link ServiceCalls}. */
export interface ServiceCallParts {
  readonly simulation: Simulation;
  readonly executor: Executor;
  readonly services: LoadedServices;
  readonly requests: RequestLog;
  readonly requestIds: IdSource;
}

/** The operation of a call, or the reason why there is none. */
type CallTarget =
  | { readonly definition: ServedService; readonly operation: string }
  | { readonly reason: string };

/** Calls operations for services, without a request on the wire. */
export class ServiceCalls implements OperationCaller {
  /** Resolved operations, by the spelling of service and operation in calls. */
  private readonly targets = new Map<string, CallTarget>();

  constructor(private readonly parts: ServiceCallParts) {}

  call(call: OperationCall): OperationOutcome | PromiseLike<OperationOutcome> {
    const target = this.targetOf(call);
    if ("reason" in target) return { kind: "unknown", reason: target.reason };
    const { definition, operation } = target;
    return andThen(this.parts.services.load(definition), (service) => this.begin(call, service, operation));
  }

  private targetOf({ service, operation }: OperationCall): CallTarget {
    const named = `${service} ${operation}`;
    const known = this.targets.get(named) ?? this.find(service, operation);
    // Bounded by the number of operations, because unknown names are not kept.
    if (!("reason" in known)) this.targets.set(named, known);
    return known;
  }

  private find(service: string, operation: string): CallTarget {
    const { simulation, services } = this.parts;
    try {
      const name = simulation.names.service(service);
      const definition = services.named(name);
      if (!definition) return { reason: `aws-sim does not simulate the service ${name}.` };
      return { definition, operation: simulation.names.operation(operation, name) };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return { reason: error.message };
    }
  }

  private begin(
    call: OperationCall,
    service: LoadedService,
    name: string,
  ): OperationOutcome | PromiseLike<OperationOutcome> {
    const owner = service.model.operation(name) ? service : this.parts.services.complete(service);
    const operation = owner?.model.operation(name);
    if (!owner || !operation)
      return { kind: "unknown", reason: `aws-sim does not know the operation ${name} of ${call.service}.` };
    const pending = new PendingCall(this.parts, call, owner, operation);
    try {
      const output = pending.execute();
      if (!isPromise(output)) return pending.succeeded(output);
      // As requests on the wire do: an advance lets the call continue before it moves time.
      this.parts.simulation.work.touch();
      return output.then(
        (result) => pending.succeeded(result),
        (error: unknown) => pending.failed(error),
      );
    } catch (error) {
      return pending.failed(error);
    }
  }
}

/** A call of an operation that exists. */
class PendingCall {
  private readonly requestId: string;
  private readonly startedAt: number;
  private readonly ctx: Context;
  private readonly facts: RequestFacts | undefined;
  private input: object | undefined;
  private output: object | undefined;

  constructor(
    private readonly parts: ServiceCallParts,
    private readonly call: OperationCall,
    private readonly service: LoadedService,
    private readonly operation: Operation,
  ) {
    const { simulation, requestIds } = parts;
    const { account, region } = call.at;
    const caller = new RoleCaller(simulation, call);
    this.requestId = requestIds.uuid();
    this.startedAt = simulation.clock.now();
    if (simulation.authorization.decidesPermissions) this.facts = factsOf(call);
    const { identity } = service.definition;
    const era = simulation.eras.current;
    this.ctx = new Context(simulation, identity, account, region, caller, this.requestId, era, this.facts);
  }

  /** @throws what the operation throws. */
  execute(): unknown {
    const { input: shape } = this.operation;
    const input = shape ? readDocument(shape, this.call.input) : {};
    this.input = input;
    return this.parts.executor.execute(this.service.executable(this.operation), input, this.ctx, "client");
  }

  succeeded(result: unknown): OperationOutcome | PromiseLike<OperationOutcome> {
    this.ctx.era.check();
    const { output: shape, status } = this.operation;
    const { wholeSeconds = false } = this.service.behaviour.hooks ?? {};
    const dates = { format: this.call.timestamps, wholeSeconds };
    if (this.parts.requests.keepsOutputs) this.output = result as object | undefined;
    this.log(status);
    const { requestId } = this;
    return andThen(shape ? writeDocument(shape, result, dates) : {}, (output) => ({
      kind: "output",
      output,
      status,
      requestId,
    }));
  }

  failed(error: unknown): OperationOutcome {
    if (error instanceof EraEnded) throw error;
    const known =
      error instanceof AwsError
        ? error
        : error instanceof ConnectionDropped
          ? new AwsError("SdkClientException", "The connection was broken off.", { status: 0 })
          : internalFailure(error);
    const { code, message } = known;
    if (known.status === NOT_SIMULATED) {
      this.log(NOT_SIMULATED, known);
      return { kind: "unknown", reason: message };
    }
    const { model, behaviour } = this.service;
    const shape = model.error(code);
    const status = known.status ?? shape?.error?.status ?? behaviour.errorStatus?.(code) ?? 400;
    this.log(status, known);
    return { kind: "error", code, shape: shape?.name, message, status, requestId: this.requestId };
  }

  private log(status: number, error?: AwsError): void {
    const { simulation, requests } = this.parts;
    const { call, service, operation, input, output, startedAt, requestId } = this;
    const request = {
      requestId,
      service: service.definition.identity.name,
      operation: operation.name,
      // Parsed by the model: a structure.
      input: input as Record<string, unknown> | undefined,
      status,
      errorCode: error?.code,
      errorMessage: error?.message,
      account: call.at.account,
      region: call.at.region,
      accessKeyId: undefined,
      method: operation.facts.method ?? "POST",
      path: operation.facts.uri ?? "/",
      userAgent: call.userAgent,
      startedAt,
      duration: simulation.clock.now() - startedAt,
      cause: call.cause,
      authorization: this.facts?.authorization,
      exception: error?.cause,
      output,
    };
    requests.add(request);
    const entry = entryOf(request);
    if (entry) simulation.logger(entry);
  }
}

/** A service that calls with a role, or the root user of an account. Few operations need its id. */
class RoleCaller implements Caller {
  readonly #simulation: Simulation;
  readonly #call: OperationCall;

  constructor(simulation: Simulation, call: OperationCall) {
    this.#simulation = simulation;
    this.#call = call;
  }

  get accessKeyId(): string {
    // An access key that is an account id belongs to the root user of that account.
    return this.roleArn === undefined ? this.#call.at.account : "";
  }

  get arn(): string {
    return this.#call.callerArn;
  }

  get roleArn(): string | undefined {
    return this.#call.roleArn;
  }

  get userId(): string {
    const { roleArn, callerArn, at } = this.#call;
    if (roleArn === undefined) return at.account;
    const { id = "AROASIM" } = this.#simulation.ports.identities?.role(at.account, roleArn) ?? {};
    return `${id}:${callerArn.slice(callerArn.lastIndexOf("/") + 1)}`;
  }
}

/**
 * The request facts for permission decisions: services of AWS call over TLS, and not from an address of the
 * user.
 */
function factsOf({ userAgent }: OperationCall): RequestFacts {
  const head = { headers: { "user-agent": userAgent }, query: "" };
  return new RequestFacts(head, { address: undefined, isSecure: true, presigned: false });
}
