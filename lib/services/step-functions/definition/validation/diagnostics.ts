/** The codes of diagnostics: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export type DiagnosticCode =
  | "DUPLICATE_LABEL_NAME"
  | "DUPLICATE_STATE_NAME"
  | "INVALID_JSONATA_EXPRESSION"
  | "INVALID_JSON_DESCRIPTION"
  | "INVALID_LABEL_NAME"
  | "INVALID_STATE_NAME"
  | "INVALID_VARIABLE_NAME"
  | "MISSING_END_STATE"
  | "MISSING_TRANSITION_TARGET"
  | "NO_DOLLAR"
  | "NO_PATH"
  | "PASS_RESULT_IS_STATIC"
  | "RESERVED_VARIABLE_NAME"
  | "SCHEMA_VALIDATION_FAILED"
  | "UNSUPPORTED_JSONATA_EXPRESSION";

/** An error or warning about a definition. */
export interface Diagnostic {
  /** Definitions with an ERROR are rejected. */
  readonly severity: "ERROR" | "WARNING";
  readonly code: DiagnosticCode;
  readonly message: string;
  /** `/States/Charge/Next`; omitted if it has no location, as for a missing terminal state. */
  readonly location?: string;
}

/** A location in a definition. Its string is built only for a diagnostic. */
export class Place {
  static readonly ROOT = new Place(undefined, "");

  private constructor(
    private readonly parent: Place | undefined,
    private readonly part: string,
  ) {}

  /** A field of this object. */
  field(name: string): Place {
    return new Place(this, `/${name}`);
  }

  /** An item of this array. */
  item(index: number): Place {
    return new Place(this, `[${index}]`);
  }

  toString(): string {
    const parts: string[] = [];
    for (let place: Place | undefined = this; place !== undefined; place = place.parent)
      parts.push(place.part);
    return parts.reverse().join("") || "/";
  }
}

/** Collects diagnostics in the order of discovery. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];

  /** Reports a schema error. */
  fail(place: Place, message: string): void {
    this.error(place, "SCHEMA_VALIDATION_FAILED", message);
  }

  error(place: Place, code: DiagnosticCode, message: string): void {
    this.diagnostics.push({ severity: "ERROR", code, message, location: String(place) });
  }

  /** Reports an error of the whole workflow, without a location. */
  errorOfWorkflow(code: DiagnosticCode, message: string): void {
    this.diagnostics.push({ severity: "ERROR", code, message });
  }

  warn(place: Place, code: DiagnosticCode, message: string): void {
    this.diagnostics.push({ severity: "WARNING", code, message, location: String(place) });
  }
}

/** Whether these diagnostics reject a definition. */
export function isRejected(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "ERROR");
}

/** The errors in the message of InvalidDefinition. */
export function joinDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return (
    diagnostics
      .filter(({ severity }) => severity === "ERROR")
      // A missing location is "null": AWS prints it as Java does.
      .map(({ code, message, location = "null" }) => `${code}: ${message} at ${location}`)
      .join(", ")
  );
}

/** The response of ValidateStateMachineDefinition. */
export interface ValidationResult {
  readonly result: "FAIL" | "OK";
  readonly diagnostics: readonly Diagnostic[];
  readonly truncated: boolean;
}

/** Maximum and default number of results of ValidateStateMachineDefinition. */
const MOST_RESULTS = 100;

/**
 * The response for some diagnostics.
 *
 * @param options.severity the minimum severity. Default ERROR.
 * @param options.maxResults 0 means the default of 100.
 */
export function describeDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: { readonly severity?: "ERROR" | "WARNING"; readonly maxResults?: number } = {},
): ValidationResult {
  const wanted = diagnostics.filter(({ severity }) => severity === "ERROR" || options.severity === "WARNING");
  const most = options.maxResults || MOST_RESULTS;
  return {
    result: isRejected(diagnostics) ? "FAIL" : "OK",
    diagnostics: wanted.slice(0, most),
    truncated: wanted.length > most,
  };
}
