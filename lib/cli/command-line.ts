import { parseArgs } from "node:util";
import { closestName } from "../text/suggestions.js";
import { type FlagName, flagNames, flagOf, isFlagName } from "./flags.js";
import { UsageError } from "./usage-error.js";

/** A parsed command line. Values are not validated. */
export interface CommandLine {
  readonly command: "serve" | "exec" | "export" | "import" | "help" | "version";
  /** Values by flag; `"true"` for a flag without a value. */
  readonly flags: ReadonlyMap<FlagName, readonly string[]>;
  /** The command for `exec`. */
  readonly run: readonly string[];
  /** The file for `export` and `import`. */
  readonly file: string;
}

/** @throws UsageError saying what is wrong, and what to do. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const mark = argv.indexOf("--");
  const own = mark < 0 ? argv : argv.slice(0, mark);
  const run = mark < 0 ? [] : argv.slice(mark + 1);
  // Not strict, because its own error messages do not apply here. The tokens are checked below.
  const { tokens } = parseArgs({
    args: [...own],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Map<FlagName, string[]>();
  const words: string[] = [];
  let asked: "help" | "version" | undefined;
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (mark < 0 && words[0] === "exec" && words.length > 1) throw missingMark(argv.slice(token.index));
    if (token.kind !== "option") continue;
    const { name, rawName } = token;
    if (name === "help" || name === "version") asked ??= name;
    else if (!isFlagName(name)) throw unknownFlag(rawName);
    else flags.set(name, [...(flags.get(name) ?? []), textOf(name, rawName, token.value, token.inlineValue)]);
  }
  if (asked) return { command: asked, flags, run, file: "" };
  return { ...commandOf(words, mark >= 0, run), flags, run };
}

const OPTIONS = {
  ...Object.fromEntries(
    flagNames().map((name) => {
      const { short, value } = flagOf(name);
      return [name, { type: value ? ("string" as const) : ("boolean" as const), ...(short && { short }) }];
    }),
  ),
  help: { type: "boolean" as const, short: "h" },
  version: { type: "boolean" as const },
};

function textOf(
  name: FlagName,
  given: string,
  value: string | undefined,
  inline: boolean | undefined,
): string {
  const { value: what } = flagOf(name);
  if (what === undefined) return value ?? "true";
  // "--region --port 1" is a missing value, not a value that starts with "--".
  if (value === undefined || (!inline && value.startsWith("--")))
    throw new UsageError(`${given} needs a value: ${given} <${what}>.`);
  return value;
}

/** @param marked whether there is a "--", and `run` is what follows it. */
function commandOf(
  [word, file, ...extra]: readonly string[],
  marked: boolean,
  run: readonly string[],
): Pick<CommandLine, "command" | "file"> {
  switch (word) {
    case undefined:
      if (!marked) return { command: "serve", file: "" };
      throw new UsageError(`To run a command, write "exec" before it: aws-sim exec -- ${run.join(" ")}`);
    case "exec":
      if (run.length > 0 && file === undefined) return { command: "exec", file: "" };
      throw missingMark(file === undefined ? [] : [file, ...extra]);
    case "export":
    case "import":
      if (file !== undefined && extra.length === 0 && !marked) return { command: word, file };
      throw new UsageError(`Specify one file: aws-sim ${word} [flags] state.jsonl`);
    default:
      throw new UsageError(
        `Unknown command "${word}". Use exec, export or import; omit the command to serve.`,
      );
  }
}

/** Without "--", flags of the command would be parsed as flags of the program. */
function missingMark(command: readonly string[]): UsageError {
  const example = command.join(" ") || "npm test";
  return new UsageError(`Write the command to run after "--": aws-sim exec -- ${example}`);
}

function unknownFlag(given: string): UsageError {
  const name = given.replace(/^-+/, "");
  const near = closestName(name, flagNames());
  return new UsageError(`There is no flag ${given}.${near ? ` Did you mean --${near}?` : ""}`);
}
