import { readFileSync } from "node:fs";
import { DEFAULT_CREDENTIAL } from "../client-config.js";
import { type Duration, milliseconds } from "../clock/duration.js";
import { INSPECT_MODES } from "../inspect-mode.js";
import { type AwsSimOptions, OptionError, resolveOptions } from "../options.js";
import type { DelaysOption } from "../runtime/delays.js";
import { DURABILITIES } from "../runtime/durability.js";
import type { LogLevel } from "../runtime/logger.js";
import type { Credential } from "../signing/credential.js";
import type { TlsOption } from "../tls-option.js";
import type { FlagName } from "./flags.js";
import type { Given } from "./given.js";
import { UsageError } from "./usage-error.js";

/** Settings of the program with defaults applied. */
export interface Settings {
  readonly options: AwsSimOptions;
  readonly init: string | undefined;
  readonly urlFile: string | undefined;
  /** Default depends on the output: `pretty` for a terminal, else `json`. */
  readonly logFormat: "pretty" | "json" | undefined;
  readonly logLevel: LogLevel | "silent";
  /** Real milliseconds. */
  readonly drainTimeout: number;
}

/** Defaults that differ between serving and running a command. */
export interface CommandDefaults {
  readonly port: number;
  readonly logLevel: LogLevel;
}

/** A program that runs for weeks must keep less history than a short test. */
const HISTORY_LIMIT = 1_000;
const REQUEST_INPUT_LIMIT = 65_536;

/** The flags for options of `createAwsSim`. */
const FLAG_OF: Readonly<Partial<Record<keyof AwsSimOptions, FlagName>>> = {
  region: "region",
  accountId: "account",
  delays: "delays",
  clock: "clock",
  startTime: "start-time",
  seed: "seed",
  eniSubnet: "eni-subnet",
  strictNetwork: "strict-network",
  verifySignatures: "credential",
  authorization: "authorization",
  strictTransport: "strict-transport",
  sourceIpHeader: "source-ip-header",
  host: "host",
  port: "port",
  tls: "tls-key",
  controlHosts: "control-host",
  allowedOrigins: "allowed-origin",
  requestLogLimit: "request-log-limit",
  historyLimit: "history-limit",
  requestInputLimit: "request-input-limit",
  dataDir: "data-dir",
  seedFrom: "seed-from",
  durability: "durability",
  inspect: "inspect",
};

/** @throws UsageError naming the flag or the variable that is wrong, and what it takes. */
export function readSettings(given: Given, defaults: CommandDefaults): Settings {
  const settings = {
    options: readOptions(given, defaults),
    init: given.text("init"),
    urlFile: given.text("url-file"),
    logFormat: given.oneOf("log-format", "pretty", "json"),
    logLevel: given.oneOf("log-level", "debug", "info", "warn", "error", "silent") ?? defaults.logLevel,
    drainTimeout: durationOf(given, "drain-timeout") ?? milliseconds("5s"),
  };
  try {
    resolveOptions(settings.options, {});
  } catch (error) {
    const flag = error instanceof OptionError ? FLAG_OF[error.option] : undefined;
    if (!(error instanceof OptionError) || !flag) throw error;
    if (error.flaw !== undefined)
      throw new UsageError(`${given.source(flag)} cannot be used: ${error.flaw}.`);
    throw given.refuse(flag, error.expected);
  }
  return settings;
}

function readOptions(given: Given, defaults: CommandDefaults): AwsSimOptions {
  const start = given.text("start-time");
  return {
    region: given.text("region"),
    accountId: given.text("account"),
    delays: delaysOf(given),
    clock: given.oneOf("clock", "running", "frozen"),
    startTime: start !== undefined && /^\d+$/.test(start) ? Number(start) : start,
    seed: given.text("seed"),
    eniSubnet: given.text("eni-subnet"),
    strictNetwork: given.isSet("strict-network"),
    verifySignatures: credentialsOf(given),
    authorization: given.oneOf("authorization", "off", "audit", "enforce"),
    strictTransport: given.isSet("strict-transport"),
    sourceIpHeader: given.text("source-ip-header"),
    host: given.text("host"),
    port: numberOf(given, "port") ?? defaults.port,
    tls: tlsOf(given),
    controlHosts: given.texts("control-host"),
    allowedOrigins: given.texts("allowed-origin"),
    requestLogLimit: numberOf(given, "request-log-limit") ?? HISTORY_LIMIT,
    historyLimit: numberOf(given, "history-limit") ?? HISTORY_LIMIT,
    requestInputLimit: numberOf(given, "request-input-limit") ?? REQUEST_INPUT_LIMIT,
    dataDir: given.text("data-dir"),
    seedFrom: given.text("seed-from"),
    durability: given.oneOf("durability", ...DURABILITIES),
    inspect: given.oneOf("inspect", ...INSPECT_MODES),
  };
}

function tlsOf(given: Given): TlsOption | undefined {
  const [key, cert, ca] = [fileOf(given, "tls-key"), fileOf(given, "tls-cert"), fileOf(given, "tls-ca")];
  if (key && cert) return { key, cert, ca };
  if (key || cert || ca) throw new UsageError("HTTPS needs both --tls-key and --tls-cert.");
  return undefined;
}

function fileOf(given: Given, name: FlagName): Buffer | undefined {
  const path = given.text(name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch {
    throw given.refuse(name, "the path of a file that can be read");
  }
}

/** Parses digits; anything else becomes NaN, which the option rejects. */
function numberOf(given: Given, name: FlagName): number | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function durationOf(given: Given, name: FlagName): number | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  try {
    // Invalid durations are rejected there.
    return milliseconds(/^\d+$/.test(text) ? Number(text) : (text as Duration));
  } catch {
    throw given.refuse(name, "milliseconds or a number with a unit, such as 500ms or 5s");
  }
}

/** The simulator validates the names of services and transitions. */
function delaysOf(given: Given): DelaysOption | undefined {
  const text = given.text("delays");
  if (!text?.trimStart().startsWith("{")) return durationOf(given, "delays");
  try {
    return JSON.parse(text) as DelaysOption;
  } catch {
    throw given.refuse("delays", 'valid JSON such as {"ecs":{"pending":"5s"}}');
  }
}

function credentialsOf(given: Given): false | readonly Credential[] {
  const credentials = given.texts("credential")?.map((text) => {
    const [accessKeyId = "", secretAccessKey = "", accountId, ...more] = text.split(":");
    // The value is a secret, so errors do not repeat it.
    if (
      !/^\w+$/.test(accessKeyId) ||
      !secretAccessKey ||
      more.length > 0 ||
      !/^(\d{12})?$/.test(accountId ?? "")
    )
      throw new UsageError(
        `${given.source("credential")} is not a valid credential. Use id:secret or id:secret:account, the ` +
          "id of letters and digits, the account of 12 digits.",
      );
    return { accessKeyId, secretAccessKey, ...(accountId && { accountId }) };
  });
  return credentials ?? (given.isSet("verify-signatures") ? [DEFAULT_CREDENTIAL] : false);
}
