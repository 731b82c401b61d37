import { isRejected, joinDiagnostics } from "../definition/validation/diagnostics.js";
import { validateDefinition } from "../definition/validation/validate.js";
import { invalidDefinition } from "../errors/state-machines.js";
import type { StateMachineType } from "../generated/types.js";

/** @throws InvalidDefinition, which names everything that is wrong with a definition. */
export function checkDefinition(definition: string, type: StateMachineType): void {
  const diagnostics = validateDefinition(definition, { type });
  if (isRejected(diagnostics)) throw invalidDefinition(joinDiagnostics(diagnostics));
}
