import type { Denial } from "../authorization/denial.js";
import type { Need, Requirement } from "../authorization/requirement.js";
import type { AnyAuthorizationTable, OperationRule } from "../authorization/table.js";
import { commonStatus } from "../control/common-statuses.js";
import { brokenConstraints } from "../model/constraints.js";
import type { ProtocolName, ServiceFacts } from "../model/facts.js";
import { queryFacts } from "../model/query-facts.js";
import { methodNameOf, type Operation, ServiceModel } from "../model/service-model.js";
import { many } from "../policies/document.js";
import { type Protocol, protocolFor } from "../protocols/index.js";
import type { Context } from "../runtime/context.js";
import type { AwsError } from "../runtime/errors.js";
import type { ExecutableOperation, GivenValues } from "../runtime/execute.js";
import type { AnyHandler, HandlerSteps } from "../runtime/handler.js";
import type { ServiceBehaviour } from "../runtime/service.js";
import { describeBroken } from "../shared/constraints.js";
import { authErrors } from "../signing/errors.js";
import { type Signing, STANDARD_SIGNING } from "../signing/profile.js";
import { own } from "../values/own.js";
import { denied, notSimulated, throttled } from "./errors.js";
import { ModelledValues } from "./modelled-values.js";
import type { ServedService } from "./routes.js";

/** A service with its facts and handlers loaded, ready to parse requests and serialize responses. */
export class LoadedService {
  readonly behaviour: ServiceBehaviour;
  readonly protocol: Protocol;
  readonly signing: Signing;
  private readonly executables = new Map<Operation, ExecutableOperation>();
  private readonly inOtherProtocols = new Map<ProtocolName, LoadedService>();

  /**
   * @param authorization what its operations need permission for
   * @param speaks the protocol of the requests, where the service has several
   * @throws Error when the service has a handler for an operation that AWS does not have, or one without an entry in
   *   its table of permissions.
   */
  constructor(
    readonly definition: ServedService,
    readonly model: ServiceModel,
    private readonly handlers: Readonly<Record<string, AnyHandler>>,
    private readonly authorization?: AnyAuthorizationTable,
    readonly speaks: ProtocolName = model.facts.protocol,
  ) {
    this.rejectOrphans();
    this.rejectUndecided();
    this.behaviour = definition.behaviour();
    const { hooks, signing = STANDARD_SIGNING } = this.behaviour;
    this.protocol = protocolFor(model.facts, hooks, speaks);
    this.signing = { errors: authErrors(speaks), ...signing };
  }

  /**
   * The service for requests in one of its protocols; in its default protocol if it does not support that
   * one.
   */
  speaking(protocol: ProtocolName): LoadedService {
    const { facts } = this.model;
    if (protocol === this.speaks || facts.protocols?.includes(protocol) !== true) return this;
    let other = this.inOtherProtocols.get(protocol);
    if (!other) {
      other = new LoadedService(
        this.definition,
        this.modelIn(protocol),
        this.handlers,
        this.authorization,
        protocol,
      );
      this.inOtherProtocols.set(protocol, other);
    }
    return other;
  }

  /** The same service with other facts, which have more of its operations. */
  withFacts(facts: ServiceFacts): LoadedService {
    return new LoadedService(this.definition, new ServiceModel(facts), this.handlers, this.authorization);
  }

  /** An operation of the model. If it is not simulated, only a stub can handle it. */
  executable(operation: Operation): ExecutableOperation {
    const known = this.executables.get(operation);
    if (known) return known;
    const executable = new ModelledOperation(this, operation, this.handlerOf(operation));
    this.executables.set(operation, executable);
    return executable;
  }

  /** The operation of a handler of the service. */
  executableOf(handler: AnyHandler): ExecutableOperation {
    for (const name of this.model.operationNames) {
      const operation = this.model.operation(name);
      if (operation && this.handlerOf(operation) === handler) return this.executable(operation);
    }
    throw new Error(`${this.name} has no operation with the handler "${handler.name}".`);
  }

  /** The handler of an operation; `undefined` if it is modelled but not simulated. */
  handlerOf({ methodName }: Pick<Operation, "methodName">): AnyHandler | undefined {
    return own(this.handlers, methodName);
  }

  /** The permissions that an operation requires. */
  ruleOf({ methodName }: Pick<Operation, "methodName">): OperationRule<never> | undefined {
    return this.authorization && own(this.authorization, methodName);
  }

  /** The error for an operation that AWS has but the simulator does not. */
  notSimulated(operation: string): AwsError {
    const count = Object.keys(this.handlers).length;
    return this.definition.notSimulated?.(operation) ?? notSimulated(this.name, operation, count);
  }

  /** Forms have names of their own in services whose model no longer contains them. */
  private modelIn(protocol: ProtocolName): ServiceModel {
    const facts = protocol === "query" ? queryFacts(this.model.facts) : undefined;
    return facts ? new ServiceModel(facts) : this.model;
  }

  private get name(): string {
    return this.definition.identity.name;
  }

  private rejectOrphans(): void {
    const known = new Set(this.model.operationNames.map(methodNameOf));
    const orphans = Object.keys(this.handlers).filter((name) => !known.has(name));
    if (orphans.length === 0) return;
    throw new Error(
      `The service ${this.name} has handlers for operations that its model lacks: ${orphans.join(", ")}. ` +
        "Export nothing but operations, under their SDK names, from the files in operations/.",
    );
  }

  private rejectUndecided(): void {
    const table = this.authorization;
    if (!table) return;
    const undecided = Object.keys(this.handlers).filter((name) => !Object.hasOwn(table, name));
    const orphans = Object.keys(table).filter((name) => !Object.hasOwn(this.handlers, name));
    if (undecided.length + orphans.length === 0) return;
    throw new Error(
      `authorization.ts of the service ${this.name} has to have an entry for each operation. ` +
        `It lacks ${undecided.join(", ") || "none"}; of operations that are not simulated are ${orphans.join(", ") || "none"}.`,
    );
  }
}

/**
 * Loads the facts and handlers of a service.
 *
 * @throws Error for a handler of an operation that AWS does not have.
 */
export async function loadService(definition: ServedService): Promise<LoadedService> {
  const [{ facts }, handlers, decided] = await Promise.all([
    definition.loadFacts(),
    definition.loadOperations(),
    definition.loadAuthorization?.(),
  ]);
  return new LoadedService(definition, new ServiceModel(facts), handlers, decided?.authorization);
}

/** An operation with its handler, if it is simulated, and the constraints of its model. */
class ModelledOperation implements ExecutableOperation {
  readonly service: string;
  readonly name: string;
  readonly steps: HandlerSteps | undefined;
  readonly given: GivenValues;

  constructor(
    private readonly owner: LoadedService,
    private readonly operation: Operation,
    readonly handler: AnyHandler | undefined,
  ) {
    this.service = owner.definition.identity.name;
    this.name = operation.name;
    this.steps = handler && owner.behaviour.steps;
    this.given = new ModelledValues(this.service, operation, owner.model, (code) => this.statusOf(code));
  }

  validate(value: object): void {
    const { input } = this.operation;
    if (!input) return;
    const broken = brokenConstraints(input, value);
    if (!broken[0]) return;
    throw this.owner.behaviour.validationError(describeBroken(broken), broken[0], this.name);
  }

  requirements(input: object, ctx: Context): readonly Requirement[] {
    const { definition } = this.owner;
    const action = `${definition.identity.signingName}:${this.name}`;
    // The rule's input has the type that the model describes.
    const needs = this.owner.ruleOf(this.operation)?.(input as never, ctx) ?? {};
    return many<Need>(needs).map((need) => ({ action, resource: "*", ...need }));
  }

  denied(denial: Denial): AwsError {
    const { behaviour, model } = this.owner;
    return behaviour.deniedError?.(denial) ?? denied(denial, model.facts.protocol);
  }

  throttled(): AwsError {
    const { behaviour, model } = this.owner;
    return behaviour.throttlingError?.() ?? throttled(model.facts.protocol);
  }

  statusOf(code: string): number | undefined {
    const { behaviour, model } = this.owner;
    return model.error(code) ? undefined : (behaviour.errorStatus?.(code) ?? commonStatus(code));
  }

  notSimulated(): AwsError {
    return this.owner.notSimulated(this.name);
  }
}
