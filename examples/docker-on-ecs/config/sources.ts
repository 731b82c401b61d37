import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { ConfigurationError } from "./configuration-error.js";
import { definitionOf, fileKeyOf, flagOf, SETTING_NAMES, type SettingName } from "./settings.js";

/** The values of one source, as text; lists are separated by commas. */
export type Source = ReadonlyMap<SettingName, string>;

/** What the command line contains. */
export interface CommandLine {
  readonly settings: Source;
  readonly configFile: string | undefined;
  readonly help: boolean;
}

/** @throws ConfigurationError for an unknown flag. */
export function fromFlags(words: readonly string[]): CommandLine {
  const texts = Object.fromEntries(SETTING_NAMES.map((name) => [flagOf(name), { type: "string" } as const]));
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { ...texts, config: { type: "string" }, help: { type: "boolean" } },
    });
    const given = new Map(Object.entries(values));
    return {
      settings: sourceOf((name) => given.get(flagOf(name))),
      configFile: values.config,
      help: values.help === true,
    };
  } catch (error) {
    throw new ConfigurationError([error instanceof Error ? error.message : String(error)]);
  }
}

/** Variables that are empty count as unset. */
export function fromEnvironment(environment: NodeJS.ProcessEnv): Source {
  return sourceOf((name) =>
    definitionOf(name)
      .variables.map((variable) => environment[variable])
      .find(Boolean),
  );
}

/** @throws ConfigurationError if the file cannot be read, or has an unknown key. */
export function fromFile(path: string): Source {
  const values = flatten(path, document(path));
  const known = new Map(SETTING_NAMES.map((name) => [fileKeyOf(name), name]));
  const unknown = [...values.keys()].filter((key) => !known.has(key));
  if (unknown.length > 0)
    throw new ConfigurationError(
      unknown.map((key) => `${path}: unknown key ${key}; the keys are ${[...known.keys()].join(", ")}`),
    );
  return sourceOf((name) => values.get(fileKeyOf(name)));
}

function sourceOf(read: (name: SettingName) => unknown): Source {
  return new Map(
    SETTING_NAMES.flatMap((name): [SettingName, string][] => {
      const value = read(name);
      if (value === undefined || value === null) return [];
      return [[name, Array.isArray(value) ? value.join(",") : String(value)]];
    }),
  );
}

function document(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new ConfigurationError([`${path}: ${error instanceof Error ? error.message : error}`]);
  }
}

/** The keys of a document, those of the section `ecs` with it in front. */
function flatten(path: string, value: unknown): ReadonlyMap<string, unknown> {
  if (value === null || value === undefined) return new Map();
  if (!isRecord(value)) throw new ConfigurationError([`${path}: the document must be a mapping`]);
  const { ecs = {}, ...rest } = value;
  if (!isRecord(ecs)) throw new ConfigurationError([`${path}: ecs must be a mapping`]);
  return new Map([
    ...Object.entries(rest),
    ...Object.entries(ecs).map(([key, own]): [string, unknown] => [`ecs.${key}`, own]),
  ]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
