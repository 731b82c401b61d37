import { parseArgs } from "node:util";
import { closestName } from "../text/suggestions.js";
import { type FlagName, flagNames, flagOf, isFlagName } from "./flags.js";
import { UsageError } from "./usage-error.js";

/** A command line, taken apart; what its values mean is not looked at. */
export interface CommandLine {
  readonly command: "serve" | "exec" | "help" | "version";
  /** Values by flag; of a flag without value, `"true"`. */
  readonly flags: ReadonlyMap<FlagName, readonly string[]>;
  /** The command for `exec`. */
  readonly run: readonly string[];
}

/** @throws UsageError saying what is wrong, and what to do. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const mark = argv.indexOf("--");
  const own = mark < 0 ? argv : argv.slice(0, mark);
  const run = mark < 0 ? [] : argv.slice(mark + 1);
  // Its own errors advise what is of no use here, so it is not strict, and what it found is checked below.
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
  if (asked) return { command: asked, flags, run };
  return { command: commandOf(words, mark >= 0, run), flags, run };
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
  // "--region --port 1" is a forgotten value, not a strange one.
  if (value === undefined || (!inline && value.startsWith("--")))
    throw new UsageError(`${given} needs a value: ${given} <${what}>.`);
  return value;
}

function commandOf(words: readonly string[], marked: boolean, run: readonly string[]): "serve" | "exec" {
  const [word, extra] = words;
  if (word === undefined && !marked) return "serve";
  if (word === undefined)
    throw new UsageError(`To run a command, write "exec" before it: aws-sim exec -- ${run.join(" ")}`);
  if (word !== "exec")
    throw new UsageError(`There is no command "${word}". There is exec; leave it out to serve.`);
  if (run.length > 0 && extra === undefined) return "exec";
  throw missingMark(words.slice(1));
}

/** Without the mark, flags of the command would be taken for the program's. */
function missingMark(command: readonly string[]): UsageError {
  const example = command.join(" ") || "npm test";
  return new UsageError(`Write the command to run after "--": aws-sim exec -- ${example}`);
}

function unknownFlag(given: string): UsageError {
  const name = given.replace(/^-+/, "");
  const near = closestName(name, flagNames());
  return new UsageError(`There is no flag ${given}.${near ? ` Did you mean --${near}?` : ""}`);
}
