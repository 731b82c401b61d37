import { selectError, unsupportedFunction } from "../errors/select.js";
import { isFunction } from "./functions.js";
import type { AggregateName, Expression } from "./syntax.js";
import type { TokenReader } from "./token-reader.js";

/** Parses the expressions between the keywords of a call. */
interface ExpressionReader {
  readonly tokens: TokenReader;
  read(): Expression;
}

const AGGREGATES: readonly string[] = ["AVG", "COUNT", "MAX", "MIN", "SUM"];

export function isAggregate(name: string): name is AggregateName {
  return AGGREGATES.includes(name);
}

/** Parses the arguments of a function; some functions have keywords between them. */
export function readCall(parser: ExpressionReader, name: string): Expression {
  const { tokens } = parser;
  if (name !== "CAST" && !isFunction(name)) throw unsupportedFunction(name);
  tokens.expectSymbol("(");
  const call = callWithKeywords(parser, name) ?? { kind: "call", name, args: plainArguments(parser) };
  tokens.expectSymbol(")");
  return call;
}

function callWithKeywords(parser: ExpressionReader, name: string): Expression | undefined {
  const { tokens } = parser;
  switch (name) {
    case "CAST": {
      const of = parser.read();
      tokens.expectWord("AS");
      const type = tokens.name("ParseExpectedTypeName").toUpperCase();
      if (tokens.takeSymbol("(")) {
        while (!tokens.takeSymbol(")")) tokens.skip();
      }
      return { kind: "cast", of, type };
    }
    case "EXTRACT": {
      const word = datePart(parser);
      tokens.expectWord("FROM");
      return { kind: "call", name, word, args: [parser.read()] };
    }
    case "DATE_ADD":
    case "DATE_DIFF": {
      const word = datePart(parser);
      tokens.expectSymbol(",");
      return { kind: "call", name, word, args: plainArguments(parser) };
    }
    case "SUBSTRING": {
      const args = [parser.read()];
      if (!tokens.takeWord("FROM")) {
        tokens.expectSymbol(",");
        return { kind: "call", name, args: [...args, ...plainArguments(parser)] };
      }
      args.push(parser.read());
      if (tokens.takeWord("FOR")) args.push(parser.read());
      return { kind: "call", name, args };
    }
    case "TRIM":
      return trim(parser);
    default:
      return undefined;
  }
}

/** `TRIM([[LEADING | TRAILING | BOTH] [characters] FROM] text)` */
function trim(parser: ExpressionReader): Expression {
  const { tokens } = parser;
  const side = ["LEADING", "TRAILING", "BOTH"].find((word) => tokens.takeWord(word));
  const word = side ?? "BOTH";
  if (side !== undefined && tokens.takeWord("FROM"))
    return { kind: "call", name: "TRIM", word, args: [parser.read()] };
  const first = parser.read();
  if (!tokens.takeWord("FROM")) return { kind: "call", name: "TRIM", word, args: [first] };
  return { kind: "call", name: "TRIM", word, args: [parser.read(), first] };
}

function plainArguments(parser: ExpressionReader): Expression[] {
  const { tokens } = parser;
  if (tokens.isSymbol(")")) return [];
  const args = [parser.read()];
  while (tokens.takeSymbol(",")) args.push(parser.read());
  return args;
}

const DATE_PARTS = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TIMEZONE_HOUR", "TIMEZONE_MINUTE"];

function datePart({ tokens }: ExpressionReader): string {
  const word = tokens.name("ParseExpectedDatePart").toUpperCase();
  if (DATE_PARTS.includes(word)) return word;
  throw selectError(
    "ParseExpectedDatePart",
    `Did not find the expected date part in the SQL expression: ${word}.`,
  );
}
