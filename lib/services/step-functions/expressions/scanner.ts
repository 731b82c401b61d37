/** A malformed path, intrinsic function or filter. Definitions with one are rejected. */
export class ExpressionSyntaxError extends Error {
  override readonly name = "ExpressionSyntaxError";
}

/** Scans an expression from left to right. */
export class Scanner {
  position = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The next character; empty at the end. */
  peek(): string {
    return this.text.charAt(this.position);
  }

  startsWith(token: string): boolean {
    return this.text.startsWith(token, this.position);
  }

  /** Consumes a token if it follows. */
  accept(token: string): boolean {
    if (!this.startsWith(token)) return false;
    this.position += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.accept(token)) throw this.error(`expected '${token}'`);
  }

  skipSpace(): void {
    while (SPACE.has(this.peek())) this.position++;
  }

  /** The longest run of characters outside `stops`. */
  until(stops: ReadonlySet<string>): string {
    const start = this.position;
    while (!this.atEnd && !stops.has(this.peek())) this.position++;
    return this.text.slice(start, this.position);
  }

  /** The next match of an expression that starts with `^`. */
  match(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.text.slice(this.position))?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** The next quoted string. A backslash escapes the next character. */
  quoted(): string {
    const quote = this.peek();
    let value = "";
    for (this.position++; !this.atEnd; this.position++) {
      if (this.accept(quote)) return value;
      this.accept("\\");
      value += this.peek();
    }
    throw this.error(`expected ${quote}`);
  }

  error(reason: string): ExpressionSyntaxError {
    return new ExpressionSyntaxError(`${reason} at position ${this.position} of '${this.text}'`);
  }
}

const SPACE: ReadonlySet<string> = new Set([" ", "\t", "\n", "\r"]);
