import { methodNameOf, type Operation, ServiceModel } from "../model/service-model.js";
import { type Protocol, protocolFor } from "../protocols/index.js";
import type { AnyHandler } from "../runtime/service.js";
import { authErrors } from "../signing/errors.js";
import { type Signing, STANDARD_SIGNING } from "../signing/profile.js";
import type { AnyService } from "./routes.js";

/** A service whose facts are loaded: ready to read requests and write answers. */
export interface LoadedService {
  readonly definition: AnyService;
  readonly model: ServiceModel;
  readonly protocol: Protocol;
  readonly signing: Signing;
}

/**
 * Loads the facts of a service.
 *
 * @throws Error when the service has a handler for an operation that AWS does not have.
 */
export async function loadService(definition: AnyService): Promise<LoadedService> {
  const { facts } = await definition.loadFacts();
  const model = new ServiceModel(facts);
  refuseOrphans(definition, model);
  const signing = { errors: authErrors(facts.protocol), ...(definition.signing ?? STANDARD_SIGNING) };
  return { definition, model, protocol: protocolFor(facts, definition.hooks), signing };
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
