import { isObject } from "../../expressions/json-path/compare.js";
import { parseJson } from "../../json/parse.js";
import { type Diagnostic, Report } from "./diagnostics.js";
import { validateMachine } from "./machine.js";

/** The types of state machines. */
export type MachineType = "EXPRESS" | "STANDARD";

/** Options of {@link validateDefinition}. */
export interface ValidationOptions {
  /** Type of the machine. Default STANDARD. */
  readonly type?: MachineType;
}

/**
 * Validates a definition as AWS does when a machine is created: JSON, fields, paths, resources, transitions
 * and names. Takes linear time and never throws.
 *
 * @returns errors and warnings, those of the states in the order of the document.
 */
export function validateDefinition(text: string, options: ValidationOptions = {}): readonly Diagnostic[] {
  if (text.trim() === "") return [NO_OBJECT];
  const parsed = parseJson(text, { rejectDuplicates: true });
  if ("problem" in parsed) {
    const { message, location } = parsed.problem;
    return [
      {
        severity: "ERROR",
        code: "INVALID_JSON_DESCRIPTION",
        message: `${message}\n at ${location}`,
        location,
      },
    ];
  }
  if (!isObject(parsed.value)) return [NO_OBJECT];
  const report = new Report();
  validateMachine(parsed.value, options.type ?? "STANDARD", report);
  return report.diagnostics;
}

const NO_OBJECT: Diagnostic = {
  severity: "ERROR",
  code: "SCHEMA_VALIDATION_FAILED",
  message: "Definition must be a valid JSON object",
};
