import type { NamedOperation } from "../control/stubs/stubs.js";
import type { Operation } from "../model/service-model.js";
import type { ExecutableOperation } from "../runtime/execute.js";
import type { ServiceNames } from "../runtime/service-names.js";
import { eventsNotRead } from "./errors.js";
import type { LoadedService } from "./loaded-service.js";
import type { LoadedServices } from "./loaded-services.js";

/** An executable operation, with its model and its service. */
export interface FoundOperation {
  readonly service: LoadedService;
  /** Includes the shapes of input and output. */
  readonly operation: Operation;
  readonly executable: ExecutableOperation;
}

/**
 * Finds an operation of a simulated service, or of one whose facts come with the package, by any name in
 * AWS's clients: `("dynamodb", "GetItem")`, `("DynamoDB", "getItem")`.
 *
 * @throws TypeError for a service or operation that does not exist, with a suggestion
 */
export async function findOperation(
  names: ServiceNames,
  services: LoadedServices,
  service: string,
  operation: string,
): Promise<FoundOperation> {
  const name = names.service(service);
  const operationName = names.operation(operation, name);
  const definition = services.named(name);
  const loaded = definition && (await services.load(definition));
  const owner = loaded?.model.operation(operationName) ? loaded : loaded && services.complete(loaded);
  const found = owner?.model.operation(operationName);
  if (!owner || !found)
    throw new Error(`The model of ${name} lacks the operation ${operationName}. Run: npm run facts`);
  return { service: owner, operation: found, executable: owner.executable(found) };
}

/**
 * Finds the names of an operation, and the conversion of values written by a test. Synchronous variant of
 * {@link findOperation}.
 *
 * @throws TypeError for a service or operation that does not exist, with a suggestion, and for one that
 * receives an event stream
 */
export function nameOperation(
  names: ServiceNames,
  services: LoadedServices,
  service: string,
  operation: string,
): NamedOperation {
  const name = names.service(service);
  const operationName = names.operation(operation, name);
  const found = services.known(name, operationName);
  if (found?.operation.input?.bindings.events)
    throw new TypeError(eventsNotRead(name, operationName).message);
  return { service: name, name: operationName, ...(found && { given: found.executable.given }) };
}
