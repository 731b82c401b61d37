/** More hosts than the clients of a test send; a bound for others. */
const MOST = 200;

/**
 * The results of a function without side effects for texts that come again, as what clients repeat with each
 * request. When there are too many, all are forgotten.
 */
export class Remembered<Result> {
  private readonly results = new Map<string, { readonly result: Result }>();

  /** @param most number of results. Default 200. */
  constructor(
    private readonly compute: (text: string) => Result,
    private readonly most = MOST,
  ) {}

  /** @throws any error of the function */
  of(text: string): Result {
    const known = this.results.get(text);
    if (known) return known.result;
    const result = this.compute(text);
    if (this.results.size === this.most) this.results.clear();
    this.results.set(text, { result });
    return result;
  }
}
