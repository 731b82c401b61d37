/**
 * A period between two calls of `reset`, `restore` or `close`. Requests and handlers of an earlier era may
 * still run, but they cannot change the state of later ones.
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

  /** Ends the current era and starts the next one. */
  begin(): void {
    const ended = this.era;
    this.era = new Era();
    ended.end();
  }
}

/** Thrown in work that started before a reset, restore or close. */
export class EraEnded extends Error {
  override readonly name = "EraEnded";
  constructor() {
    super("The simulator was reset, restored or closed while this was under way. Its changes are discarded.");
  }
}
