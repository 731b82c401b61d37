/**
 * The machine cannot store the writes of a request, or return what was stored: its disk is full or damaged, or the
 * directory is missing.
 */
export class StorageError extends Error {
  override readonly name = "StorageError";

  private constructor(message: string, cause: unknown) {
    super(message, { cause });
  }

  /** @param directory where it should have been written. */
  static unwritable(directory: string, cause: unknown): StorageError {
    return StorageError.of(
      cause,
      (reason) =>
        `The data directory ${directory} cannot be written to: ${reason}. The request has changed nothing. Make room or mend the directory, and send it again.`,
    );
  }

  /** The cause of a nested failure is the reason itself. */
  static unreadable(directory: string, cause: unknown): StorageError {
    return StorageError.of(
      cause,
      (reason) =>
        `The data directory ${directory} cannot be read: ${reason}. The request has changed nothing. Mend the directory, and send it again.`,
    );
  }

  /** What failed inside of something else that failed is the reason itself. */
  private static of(cause: unknown, messageOf: (reason: string) => string): StorageError {
    if (cause instanceof StorageError) return cause;
    return new StorageError(messageOf(cause instanceof Error ? cause.message : String(cause)), cause);
  }
}
