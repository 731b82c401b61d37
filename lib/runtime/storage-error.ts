/**
 * The machine cannot store the writes of a request, or return what was stored: its disk is full or damaged, or the
 * directory is missing.
 */
export class StorageError extends Error {
  override readonly name = "StorageError";

  private constructor(
    /** What cannot be done with which directory, and the reason. */
    private readonly problem: string,
    consequence: string,
    cause: unknown,
  ) {
    super(`${problem} ${consequence}`, { cause });
  }

  /** @param directory where it should have been written. */
  static unwritable(directory: string, cause: unknown): StorageError {
    return StorageError.of(
      cause,
      (reason) => `The data directory ${directory} cannot be written to: ${reason}.`,
      "The request has changed nothing. Make room or mend the directory, and send it again.",
    );
  }

  /** The cause of a nested failure is the reason itself. */
  static unreadable(directory: string, cause: unknown): StorageError {
    return StorageError.of(
      cause,
      (reason) => `The data directory ${directory} cannot be read: ${reason}.`,
      "The request has changed nothing. Mend the directory, and send it again.",
    );
  }

  /** The same failure of due work, which has no request to send again. */
  ofDueWork(): StorageError {
    const consequence =
      "Due work was not stored: it remains due, also in the next simulator with the directory.";
    return new StorageError(this.problem, consequence, this.cause);
  }

  /** What failed inside of something else that failed is the reason itself. */
  private static of(cause: unknown, problem: (reason: string) => string, consequence: string): StorageError {
    if (cause instanceof StorageError) return cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new StorageError(problem(reason), consequence, cause);
  }
}
