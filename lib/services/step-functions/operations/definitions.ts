import { describeDiagnostics } from "../definition/validation/diagnostics.js";
import { validateDefinition } from "../definition/validation/validate.js";
import type {
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from "../generated/types.js";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
export function validateStateMachineDefinition({
  definition,
  type,
  severity,
  maxResults,
}: ValidateStateMachineDefinitionInput): ValidateStateMachineDefinitionOutput {
  return describeDiagnostics(validateDefinition(definition, { type }), { severity, maxResults });
}
