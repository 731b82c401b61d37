/**
 * A stretch of a simulator's life. `reset`, `restore` and `close` end it:
 * requests and handlers that began in it may still run, but nothing that they
 * do may reach the state that comes after.
 */
export class Era {
  private readonly waiting = new Set<() => void>();
  private over = false;

  get ended(): boolean {
    return this.over;
  }

  /** @throws EraEnded when it has ended. */
  check(): void {
    if (this.over) throw new EraEnded();
  }

  /** The result of `work`; rejects with {@link EraEnded} as soon as the era ends. */
  within<Result>(work: PromiseLike<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const end = () => reject(new EraEnded());
      if (this.over) return end();
      this.waiting.add(end);
      work.then(
        (result) => {
          this.waiting.delete(end);
          resolve(result);
        },
        (reason: unknown) => {
          this.waiting.delete(end);
          reject(reason);
        },
      );
    });
  }

  /** @internal Only {@link Eras} ends one. */
  end(): void {
    this.over = true;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const end of waiting) end();
  }
}

/** The eras of one simulator. */
export class Eras {
  private era = new Era();

  get current(): Era {
    return this.era;
  }

  /** Ends the current era and begins the next one. */
  begin(): void {
    const ended = this.era;
    this.era = new Era();
    ended.end();
  }
}

/** Thrown into work that began before a reset, a restore or a close. */
export class EraEnded extends Error {
  override readonly name = "EraEnded";
  constructor() {
    super("The simulator was reset, restored or closed while this was under way. Its changes are discarded.");
  }
}
