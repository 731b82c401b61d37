/** An invalid command line or environment: exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
