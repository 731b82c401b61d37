/** A constraint of a model, in the kinds that services distinguish. */
export type Constraint =
  | { readonly kind: "required" }
  | { readonly kind: "minLength" | "maxLength"; readonly limit: number }
  /** `decimal`: AWS prints the limit as a decimal number, `1.0`. */
  | { readonly kind: "minimum" | "maximum"; readonly limit: number; readonly decimal?: boolean }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  /** Constraints on the elements of a list, or the keys or values of a map: all of them, broken or not. */
  | { readonly kind: "elements" | "keys" | "values"; readonly all: readonly Constraint[] };

/** A constraint that an input breaks. */
export interface BrokenConstraint {
  /** `tags.1.member.key`: members in lower camel case, elements from 1. */
  readonly path: string;
  /** The value as AWS prints it: `'x'`, `null`, or empty if it is a secret. */
  readonly value: string;
  readonly constraint: Constraint;
}

/** A constraint in AWS's wording: `Member must not be null`. */
export function describeConstraint(constraint: Constraint): string {
  switch (constraint.kind) {
    case "required":
      return "Member must not be null";
    case "minLength":
      return `Member must have length greater than or equal to ${constraint.limit}`;
    case "maxLength":
      return `Member must have length less than or equal to ${constraint.limit}`;
    case "minimum":
      return `Member must have value greater than or equal to ${describeLimit(constraint)}`;
    case "maximum":
      return `Member must have value less than or equal to ${describeLimit(constraint)}`;
    case "pattern":
      return `Member must satisfy regular expression pattern: ${constraint.pattern}`;
    case "enum":
      return `Member must satisfy enum value set: [${constraint.values.join(", ")}]`;
    case "elements":
      return `Member must satisfy constraint: [${constraint.all.map(describeConstraint).join(", ")}]`;
    case "keys":
      return `Map keys must satisfy constraint: [${constraint.all.map(describeConstraint).join(", ")}]`;
    case "values":
      return `Map value must satisfy constraint: [${constraint.all.map(describeConstraint).join(", ")}]`;
  }
}

/** `2 validation errors detected: Value null at 'x' failed to satisfy constraint: ...; Value ...`. */
export function describeBroken(broken: readonly BrokenConstraint[]): string {
  const items = broken.map(
    ({ value, path, constraint }) =>
      `${value === "" ? "Value" : `Value ${value}`} at '${path}' failed to satisfy constraint: ${describeConstraint(constraint)}`,
  );
  return `${broken.length} validation error${broken.length === 1 ? "" : "s"} detected: ${items.join("; ")}`;
}

function describeLimit({ limit, decimal }: { readonly limit: number; readonly decimal?: boolean }): string {
  return decimal && Number.isInteger(limit) ? `${limit}.0` : String(limit);
}
