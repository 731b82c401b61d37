import { ConfigurationError } from "./configuration-error.js";
import {
  definitionOf,
  fileKeyOf,
  flagOf,
  SETTING_NAMES,
  type SettingName,
  type Settings,
} from "./settings.js";
import { fromEnvironment, fromFile, fromFlags, type Source } from "./sources.js";

/** The default configuration file. */
export const CONFIG_VARIABLE = "SOCKERLESS_CONFIG";

/**
 * Reads the configuration: flags take precedence over environment variables,
 * these over the file, the file over defaults.
 *
 * @returns `"help"` if the command line has `--help`.
 * @throws ConfigurationError with every problem.
 */
export function configure(words: readonly string[], environment: NodeJS.ProcessEnv): Settings | "help" {
  const { settings, configFile, help } = fromFlags(words);
  if (help) return "help";
  const file = configFile ?? environment[CONFIG_VARIABLE];
  return settingsOf([settings, fromEnvironment(environment), file ? fromFile(file) : new Map()]);
}

/** The text of `--help`. */
export function helpText(): string {
  const lines = SETTING_NAMES.map((name) => {
    const { variables, default: fallback, required, help } = definitionOf(name);
    const note = required ? "required" : fallback === undefined ? "" : `default ${fallback}`;
    return `  --${flagOf(name).padEnd(20)} ${help}${note && ` (${note})`}\n${" ".repeat(25)}${variables.join(", ")}`;
  });
  return [
    "The Docker Engine API on ECS.",
    "",
    "  --config FILE          configuration in YAML",
    ...lines,
  ].join("\n");
}

/** Joins sources, the strongest first. */
function settingsOf(sources: readonly Source[]): Settings {
  const problems: string[] = [];
  const text = (name: SettingName) => {
    const { default: fallback, required, variables } = definitionOf(name);
    const value =
      sources.map((source) => source.get(name)).find((own) => own !== undefined && own !== "") ?? fallback;
    if (value === undefined && required)
      problems.push(
        `${fileKeyOf(name)} is missing: set --${flagOf(name)}, ${variables.join(" or ")}, or ${fileKeyOf(name)} in the file`,
      );
    return value;
  };
  const needed = (name: SettingName) => text(name) ?? "";
  const list = (name: SettingName) =>
    needed(name)
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  const milliseconds = (name: SettingName) => {
    const value = Number(needed(name));
    if (!(value >= 0)) problems.push(`${fileKeyOf(name)} must be a number of seconds, not "${text(name)}"`);
    return value * 1_000;
  };
  const settings: Settings = {
    listen: needed("listen"),
    stateFile: text("stateFile"),
    drainTimeout: milliseconds("drainTimeout"),
    region: needed("region"),
    cluster: needed("cluster"),
    subnets: list("subnets"),
    securityGroups: list("securityGroups"),
    executionRoleArn: needed("executionRoleArn"),
    taskRoleArn: text("taskRoleArn"),
    efsFilesystemId: text("efsFilesystemId"),
    logGroup: needed("logGroup"),
    agentImage: text("agentImage"),
    pollInterval: milliseconds("pollInterval"),
    startTimeout: milliseconds("startTimeout"),
    agentTimeout: milliseconds("agentTimeout"),
    logDelivery: milliseconds("logDelivery"),
  };
  if (!/^(unix:\/\/\/.|tcp:\/\/.+:\d+$)/.test(settings.listen))
    problems.push(`listen must be unix:///path or tcp://host:port, not "${settings.listen}"`);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}
