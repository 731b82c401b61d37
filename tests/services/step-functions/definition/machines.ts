import type { Json } from "../../../../lib/runtime/store/codec.js";
import {
  type Diagnostic,
  joinDiagnostics,
} from "../../../../lib/services/step-functions/definition/validation/diagnostics.js";
import {
  type ValidationOptions,
  validateDefinition,
} from "../../../../lib/services/step-functions/definition/validation/validate.js";

type JsonObject = Readonly<Record<string, Json>>;

/** The text of a machine with one state, `X`. */
export function machineOf(state: JsonObject, machine: JsonObject = {}): string {
  return JSON.stringify({ StartAt: "X", States: { X: state }, ...machine });
}

/** The diagnostics of a machine with one state. */
export function diagnosticsOf(
  state: JsonObject,
  machine: JsonObject = {},
  options: ValidationOptions = {},
): readonly Diagnostic[] {
  return validateDefinition(machineOf(state, machine), options);
}

/** The errors of a machine with one state, as in the message of InvalidDefinition. */
export function errorsOf(
  state: JsonObject,
  machine: JsonObject = {},
  options: ValidationOptions = {},
): string {
  return joinDiagnostics(diagnosticsOf(state, machine, options));
}
