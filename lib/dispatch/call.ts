import type { Simulation } from "../runtime/context.js";
import type { Executor } from "../runtime/execute.js";
import type { IdSource } from "../runtime/ids.js";
import type { Scope } from "../runtime/scope.js";
import { contextOf } from "../simulation.js";
import { findOperation } from "./find-operation.js";
import { readGiven } from "./given-input.js";
import type { LoadedServices } from "./loaded-services.js";

/** A call of an operation without a request. Its input is JSON with the names that the SDK uses. */
export interface OperationCall {
  /** The simulator's name of the service: `ecs`. */
  readonly service: string;
  /** `createCluster` or `CreateCluster`. */
  readonly operation: string;
  /** Timestamps as ISO 8601 strings or seconds, blobs as base64. */
  readonly input?: unknown;
  /** Account and region. Default the simulator's. */
  readonly at?: Scope;
}

/** The dependencies of {@link callOperation}. */
export interface CallParts {
  readonly simulation: Simulation;
  readonly executor: Executor;
  readonly services: LoadedServices;
  readonly requestIds: IdSource;
}

/**
 * Calls an operation with the same checks as a request, and returns its output. Faults do not apply, and the
 * call is not in the request log.
 *
 * @throws TypeError for an unknown operation or malformed input; AwsError as the operation throws it.
 */
export async function callOperation(parts: CallParts, call: OperationCall): Promise<object> {
  const { simulation, executor, services, requestIds } = parts;
  const found = await findOperation(simulation.names, services, call.service, call.operation);
  const { service, operation, executable } = found;
  const input = operation.input ? readGiven(operation.input, call.input ?? {}, "input") : {};
  const ctx = contextOf(simulation, service.definition, call.at ?? {}).elsewhere({
    requestId: requestIds.uuid(),
  });
  simulation.clock.runDue();
  const output = await executor.execute(executable, input, ctx, "test");
  // With a delay of 0, what this started completes before the next call.
  simulation.clock.runDue();
  return output ?? {};
}
