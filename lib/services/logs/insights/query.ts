import { readColumns, show } from "./columns.js";
import { dedup, filter, limit, sort } from "./commands.js";
import { ExpressionReader } from "./expression-reader.js";
import { parse } from "./parse-command.js";
import type { QueryRecord } from "./record.js";
import { QueryScanner } from "./scanner.js";
import type { Command, Stage } from "./stage.js";
import { stats } from "./stats-command.js";

/** The result of a query for some records. */
export interface Outcome extends Stage {
  /** Number of records that passed the filters. */
  readonly matched: number;
}

/** A parsed query. */
export interface Query {
  run(records: readonly QueryRecord[]): Outcome;
  /** Whether the query specifies the number of rows. */
  readonly limited: boolean;
}

/** The simulated commands of the language, by name. */
const COMMANDS: Readonly<Record<string, (scanner: QueryScanner) => Command>> = {
  fields: (scanner) => show(readColumns(scanner, new ExpressionReader(scanner)), "too"),
  display: (scanner) => show(readColumns(scanner, new ExpressionReader(scanner)), "only"),
  filter,
  where: filter,
  stats,
  sort,
  limit,
  head: limit,
  parse,
  dedup,
};

/** Commands that reduce the number of records without filtering. */
const REDUCING = new Set(["stats", "limit", "head", "dedup"]);

/**
 * Parses a query of CloudWatch Logs Insights:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 *
 * @throws MalformedQueryException
 */
export function readQuery(text: string): Query {
  const commands = readCommands(new QueryScanner(text));
  return {
    limited: commands.some(({ name }) => name === "limit" || name === "head"),
    run(records) {
      let stage: Stage = { records };
      let matched = records.length;
      let reduced = false;
      for (const { name, command } of commands) {
        stage = command(stage);
        reduced ||= REDUCING.has(name);
        if (!reduced) matched = stage.records.length;
      }
      return { ...stage, matched };
    },
  };
}

function readCommands(scanner: QueryScanner): { name: string; command: Command }[] {
  const commands: { name: string; command: Command }[] = [];
  if (scanner.atEnd) return commands;
  do {
    const [name, read] = Object.entries(COMMANDS).find(([name]) => scanner.keyword(name)) ?? [];
    if (name === undefined || !read) {
      throw scanner.unexpected(`expecting one of ${Object.keys(COMMANDS).join(", ")}`);
    }
    commands.push({ name, command: read(scanner) });
  } while (scanner.sign("|"));
  if (!scanner.atEnd) throw scanner.unexpected();
  return commands;
}
