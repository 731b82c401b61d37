import { selectError, unexpectedToken, unsupportedStructure } from "../errors/select.js";
import { ExpressionParser } from "./expressions.js";
import type { Column, Expression, PathStep, Query } from "./syntax.js";
import { TokenReader } from "./token-reader.js";
import { tokensOf } from "./tokens.js";

/**
 * Parses a query.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html
 *
 * @throws errors whose codes start with Parse or Lexer, UnsupportedSqlStructure
 */
export function parseQuery(sql: string): Query {
  const tokens = new TokenReader(tokensOf(sql));
  tokens.expectWord("SELECT", "ParseUnexpectedToken");
  // The row aliases come after the columns that use them.
  const expressions = new ExpressionParser(tokens);
  const columns = readColumns(tokens, expressions);
  if (!tokens.takeWord("FROM"))
    throw selectError(
      "ParseSelectMissingFrom",
      "The SELECT clause of the SQL expression lacks a FROM clause.",
    );
  const from = readSource(tokens, expressions);
  const where = tokens.takeWord("WHERE") ? expressions.read() : undefined;
  const limit = tokens.takeWord("LIMIT") ? readLimit(tokens) : undefined;
  tokens.takeSymbol(";");
  const { kind, text } = tokens.next;
  if (kind !== "end") {
    if (/^(?:GROUP|ORDER|HAVING|JOIN|UNION)$/i.test(text))
      throw selectError("ParseUnsupportedSyntax", `The SQL expression contains unsupported syntax: ${text}.`);
    throw unexpectedToken(text, "the end of the expression");
  }
  const { aggregates, rowNames } = expressions;
  if (aggregates.length > 0) checkAggregates(columns);
  return {
    columns,
    from,
    aggregates,
    rowNames,
    ...(where && { where }),
    ...(limit !== undefined && { limit }),
  };
}

/** Aggregates return one row for all rows, so columns of single rows are not allowed. */
function checkAggregates(columns: readonly Column[] | undefined): void {
  if (columns?.every(({ of }) => isOfAggregates(of))) return;
  throw unsupportedStructure("columns beside aggregate functions");
}

function isOfAggregates(expression: Expression): boolean {
  switch (expression.kind) {
    case "path":
      return false;
    case "binary":
      return isOfAggregates(expression.left) && isOfAggregates(expression.right);
    case "cast":
    case "negative":
    case "not":
      return isOfAggregates(expression.of);
    case "call":
      return expression.args.every(isOfAggregates);
    default:
      return true;
  }
}

function readColumns(tokens: TokenReader, expressions: ExpressionParser): Column[] | undefined {
  if (tokens.takeSymbol("*")) {
    if (tokens.isSymbol(","))
      throw selectError(
        "ParseAsteriskIsNotAloneInSelectList",
        "Other expressions are not allowed in the SELECT list when * is used.",
      );
    return undefined;
  }
  if (tokens.isWord("FROM"))
    throw selectError("ParseEmptySelect", "The SQL expression contains an empty SELECT clause.");
  const columns: Column[] = [];
  do {
    const of = expressions.read();
    const alias = readAlias(tokens);
    columns.push({ of, ...(alias !== undefined && { alias }) });
  } while (tokens.takeSymbol(","));
  return columns;
}

function readAlias(tokens: TokenReader): string | undefined {
  const { kind } = tokens.next;
  if (tokens.takeWord("AS")) return tokens.name("ParseExpectedIdentForAlias");
  if (kind === "quoted" || (kind === "word" && !/^(?:FROM|WHERE|LIMIT|GROUP|ORDER)$/i.test(tokens.next.text)))
    return tokens.name("ParseExpectedIdentForAlias");
  return undefined;
}

function readSource(tokens: TokenReader, expressions: ExpressionParser): PathStep[] {
  const source = tokens.name("ParseUnexpectedToken");
  if (source.toLowerCase() !== "s3object")
    throw selectError("InvalidDataSource", `The data source is not valid: ${source}. Use S3Object.`);
  const steps = expressions.steps();
  const [first, ...rest] = steps;
  // S3Object is its rows; in a path they need a name.
  if (first && first.kind !== "all")
    throw selectError(
      "ParseInvalidPathComponent",
      "The path of the FROM clause must begin with S3Object[*].",
    );
  const alias = readAlias(tokens);
  if (alias !== undefined) expressions.rowNames.add(alias.toLowerCase());
  if (tokens.takeSymbol(","))
    throw selectError("MultipleDataSourcesUnsupported", "Multiple data sources are not supported.");
  return rest;
}

function readLimit(tokens: TokenReader): number {
  const negative = tokens.takeSymbol("-");
  const { kind, text } = tokens.next;
  if (kind !== "number")
    throw selectError("ParseExpectedNumber", "The expected number in the SQL expression was not found.");
  tokens.skip();
  if (negative) throw selectError("EvaluatorNegativeLimit", "LIMIT must not be negative.");
  return Number(text);
}
