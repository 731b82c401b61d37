import { commonStatus } from "../control/common-statuses.js";
import { brokenConstraints } from "../model/constraints.js";
import { methodNameOf, type Operation, ServiceModel } from "../model/service-model.js";
import { type Protocol, protocolFor } from "../protocols/index.js";
import type { AwsError } from "../runtime/errors.js";
import type { ExecutableOperation } from "../runtime/execute.js";
import type { AnyHandler, HandlerSteps } from "../runtime/handler.js";
import { describeBroken } from "../shared/constraints.js";
import { authErrors } from "../signing/errors.js";
import { type Signing, STANDARD_SIGNING } from "../signing/profile.js";
import { own } from "../values/own.js";
import { notSimulated, throttled } from "./errors.js";
import type { AnyService } from "./routes.js";

/** A service whose facts and handlers are loaded: ready to read requests and write answers. */
export class LoadedService {
  readonly protocol: Protocol;
  readonly signing: Signing;
  private readonly executables = new Map<Operation, ExecutableOperation>();

  /** @throws Error when the service has a handler for an operation that AWS does not have. */
  constructor(
    readonly definition: AnyService,
    readonly model: ServiceModel,
    private readonly handlers: Readonly<Record<string, AnyHandler>>,
  ) {
    this.rejectOrphans();
    this.protocol = protocolFor(model.facts, definition.hooks);
    this.signing = { errors: authErrors(model.facts.protocol), ...(definition.signing ?? STANDARD_SIGNING) };
  }

  /** @throws AwsError (501) for an operation that is not simulated. */
  executable(operation: Operation): ExecutableOperation {
    const known = this.executables.get(operation);
    if (known) return known;
    const handler = this.handlerOf(operation);
    if (!handler) throw this.notSimulated(operation.name);
    const executable = new ModelledOperation(this, operation, handler);
    this.executables.set(operation, executable);
    return executable;
  }

  /** The operation that a handler of the service simulates. */
  executableOf(handler: AnyHandler): ExecutableOperation {
    for (const name of this.model.operationNames) {
      const operation = this.model.operation(name);
      if (operation && this.handlerOf(operation) === handler) return this.executable(operation);
    }
    throw new Error(`${this.name} has no operation with the handler "${handler.name}".`);
  }

  /** The handler of an operation; `undefined` for one that is modelled but not simulated. */
  handlerOf({ methodName }: Pick<Operation, "methodName">): AnyHandler | undefined {
    return own(this.handlers, methodName);
  }

  /** The error for an operation that AWS has and this service lacks. */
  notSimulated(operation: string): AwsError {
    return notSimulated(this.name, operation, Object.keys(this.handlers).length);
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
}

/**
 * Loads the facts and the handlers of a service.
 *
 * @throws Error when it has a handler for an operation that AWS does not have.
 */
export async function loadService(definition: AnyService): Promise<LoadedService> {
  const [{ facts }, handlers] = await Promise.all([definition.loadFacts(), definition.loadOperations()]);
  return new LoadedService(definition, new ServiceModel(facts), handlers);
}

/** An operation with its handler and the constraints of its model. */
class ModelledOperation implements ExecutableOperation {
  readonly service: string;
  readonly name: string;
  readonly steps: HandlerSteps | undefined;

  constructor(
    private readonly owner: LoadedService,
    private readonly operation: Operation,
    readonly handler: AnyHandler,
  ) {
    this.service = owner.definition.identity.name;
    this.name = operation.name;
    this.steps = owner.definition.steps;
  }

  validate(value: object): void {
    const { input } = this.operation;
    if (!input) return;
    const broken = brokenConstraints(input, value);
    if (!broken[0]) return;
    throw this.owner.definition.validationError(describeBroken(broken), broken[0], this.name);
  }

  throttled(): AwsError {
    const { definition, model } = this.owner;
    return definition.throttlingError?.() ?? throttled(model.facts.protocol);
  }

  statusOf(code: string): number | undefined {
    const { definition, model } = this.owner;
    return model.error(code) ? undefined : (definition.errorStatus?.(code) ?? commonStatus(code));
  }
}
