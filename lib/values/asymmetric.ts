/** An asymmetric matcher of a test runner, such as `expect.any(String)` or `expect.objectContaining({ … })`. */
export interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean;
}

/** Whether a value is an asymmetric matcher of any runner. */
export function isAsymmetricMatcher(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === "object" &&
    value !== null &&
    "asymmetricMatch" in value &&
    typeof value.asymmetricMatch === "function"
  );
}
