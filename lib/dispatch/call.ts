import { brokenConstraints } from "../model/constraints.js";
import type { Simulation } from "../runtime/context.js";
import type { Scope } from "../runtime/scope.js";
import { describeBroken } from "../shared/constraints.js";
import { contextOf } from "../simulation.js";
import { notSimulated } from "./errors.js";
import { readGiven } from "./given-input.js";
import { handlerOf, type LoadedService } from "./loaded-service.js";
import type { AnyService } from "./routes.js";

/** An operation to call without a request: its input is JSON with the names that the SDK uses. */
export interface OperationCall {
  /** Our name of the service: `ecs`. */
  readonly service: string;
  /** `createCluster` or `CreateCluster`. */
  readonly operation: string;
  /** Timestamps as ISO 8601 texts or seconds, blobs as base64. */
  readonly input?: unknown;
  /** Account and region; left out, the simulator's. */
  readonly at?: Scope;
}

/**
 * Calls an operation as a request would, with the same checks, and gives back its output. no fault applies to it,
 * and it is not in the request log.
 *
 * @throws TypeError for what is no operation or no input of it, AwsError as the operation itself throws it.
 */
export async function callOperation(
  simulation: Simulation,
  services: readonly AnyService[],
  call: OperationCall,
  load: (service: AnyService) => Promise<LoadedService>,
): Promise<object> {
  const name = simulation.names.service(call.service);
  const operationName = simulation.names.operation(call.operation, name);
  const definition = services.find(({ identity }) => identity.name === name);
  const service = definition && (await load(definition));
  const operation = service?.model.operation(operationName);
  if (!definition || !service || !operation)
    throw new Error(`The model of ${name} lacks the operation ${operationName}. Run: npm run facts`);
  const handler = handlerOf(service, operation);
  if (!handler) throw notSimulated(definition, operation.name);
  const input = operation.input ? readGiven(operation.input, call.input ?? {}, "input") : {};
  const broken = operation.input ? brokenConstraints(operation.input, input) : [];
  if (broken[0]) throw definition.validationError(describeBroken(broken), broken[0], operation.name);
  const ctx = contextOf(simulation, definition, call.at ?? {});
  simulation.clock.runDue();
  // Read and checked against the model that the handler's types were generated from.
  const output = await ctx.transaction(() => handler(input as never, ctx));
  // With a delay of 0, what this began has happened before the next call.
  simulation.clock.runDue();
  return output ?? {};
}
