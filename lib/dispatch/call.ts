import type { Simulation } from "../runtime/context.js";
import type { Executor } from "../runtime/execute.js";
import type { IdSource } from "../runtime/ids.js";
import type { Scope } from "../runtime/scope.js";
import { contextOf } from "../simulation.js";
import { readGiven } from "./given-input.js";
import type { LoadedServices } from "./loaded-services.js";
import type { AnyService } from "./routes.js";

/** An operation to call without a request: its input is JSON with the names that the SDK uses. */
export interface OperationCall {
  /** Our name of the service: `ecs`. */
  readonly service: string;
  /** `createCluster` or `CreateCluster`. */
  readonly operation: string;
  /** Timestamps as ISO 8601 strings or seconds, blobs as base64. */
  readonly input?: unknown;
  /** Account and region; left out, the simulator's. */
  readonly at?: Scope;
}

/** What {@link callOperation} works with. */
export interface CallParts {
  readonly simulation: Simulation;
  readonly executor: Executor;
  readonly services: LoadedServices;
  readonly requestIds: IdSource;
  /** The services of the simulator. */
  readonly definitions: readonly AnyService[];
}

/**
 * Calls an operation as a request would, with the same checks, and returns its output. Faults do not apply, and the
 * call is not in the request log.
 *
 * @throws TypeError for an unknown operation or malformed input, AwsError as the operation itself throws it.
 */
export async function callOperation(parts: CallParts, call: OperationCall): Promise<object> {
  const { simulation, executor, services, requestIds, definitions } = parts;
  const name = simulation.names.service(call.service);
  const operationName = simulation.names.operation(call.operation, name);
  const definition = definitions.find(({ identity }) => identity.name === name);
  const service = definition && (await services.load(definition));
  const operation = service?.model.operation(operationName);
  if (!definition || !service || !operation)
    throw new Error(`The model of ${name} lacks the operation ${operationName}. Run: npm run facts`);
  const executable = service.executable(operation);
  const input = operation.input ? readGiven(operation.input, call.input ?? {}, "input") : {};
  const ctx = contextOf(simulation, definition, call.at ?? {}).elsewhere({ requestId: requestIds.uuid() });
  simulation.clock.runDue();
  const output = await executor.execute(executable, input, ctx, "test");
  // With a delay of 0, what this began has happened before the next call.
  simulation.clock.runDue();
  return output ?? {};
}
