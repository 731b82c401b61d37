/** More than the clients of a test send; a bound for others. */
const MAX_REMEMBERED = 200;

/** The results of a function without side effects for texts that clients repeat with each request. */
export class Remembered<Result> {
  private readonly results = new Map<string, { readonly result: Result }>();

  constructor(private readonly compute: (text: string) => Result) {}

  /** @throws any error of the function */
  of(text: string): Result {
    const known = this.results.get(text);
    if (known) return known.result;
    const result = this.compute(text);
    if (this.results.size === MAX_REMEMBERED) this.results.clear();
    this.results.set(text, { result });
    return result;
  }
}
