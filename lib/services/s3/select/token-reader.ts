import { selectError, unexpectedToken } from "../errors/select.js";
import type { Token } from "./tokens.js";

/** Iterates over the tokens of an SQL string. Keywords are case-insensitive. */
export class TokenReader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get next(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "" };
  }

  skip(): void {
    this.at++;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === "word" && token.text.toUpperCase() === word;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === "symbol" && token.text === symbol;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at++;
    return true;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.at++;
    return true;
  }

  expectWord(word: string, code = "ParseExpectedKeyword"): void {
    if (this.takeWord(word)) return;
    throw selectError(code, `Did not find the expected keyword in the SQL expression: ${word}.`);
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw unexpectedToken(this.next.text, symbol);
  }

  /** A name, quoted or not. */
  name(code: string): string {
    const { kind, text } = this.next;
    if (kind !== "word" && kind !== "quoted")
      throw selectError(
        code,
        `Did not find the expected identifier in the SQL expression: found ${text || "its end"}.`,
      );
    this.at++;
    return text;
  }
}
