import type { AnyHandler } from "./core/service.js";
import type { ServiceFacts } from "./model/facts.js";
import { methodNameOf, type Operation, ServiceModel } from "./model/service-model.js";
import { type Protocol, protocolFor } from "./protocols/index.js";
import type { AnyService } from "./routing.js";

/** A service whose facts are loaded: ready to read requests and write answers. */
export interface LoadedService {
  readonly definition: AnyService;
  readonly model: ServiceModel;
  readonly protocol: Protocol;
}

/** Compiled models are the same for every simulator of a process: each set of facts is compiled once. */
const compiled = new WeakMap<ServiceFacts, ServiceModel>();

/**
 * Loads the facts of a service.
 *
 * @throws Error when the service has a handler for an operation that AWS does not have.
 */
export async function loadService(definition: AnyService): Promise<LoadedService> {
  const { facts } = await definition.loadFacts();
  const model = compiled.get(facts) ?? new ServiceModel(facts);
  compiled.set(facts, model);
  refuseOrphans(definition, model);
  return { definition, model, protocol: protocolFor(facts) };
}

/** The handler of an operation; `undefined` for one that is modelled but not simulated. */
export function handlerOf({ definition }: LoadedService, operation: Operation): AnyHandler | undefined {
  return Object.hasOwn(definition.operations, operation.methodName)
    ? definition.operations[operation.methodName]
    : undefined;
}

function refuseOrphans(definition: AnyService, model: ServiceModel): void {
  const known = new Set(model.operationNames.map(methodNameOf));
  const orphans = Object.keys(definition.operations).filter((name) => !known.has(name));
  if (orphans.length === 0) return;
  throw new Error(
    `The service ${definition.identity.name} has handlers for operations that its model lacks: ${orphans.join(", ")}. ` +
      "Export nothing but operations, under their SDK names, from the files in operations/.",
  );
}
