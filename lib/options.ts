import { AUTHORIZATION_MODES, type AuthorizationMode } from "./authorization/modes.js";
import { parseTime, TIME_FORMS } from "./clock/simulated-time.js";
import type { ClockMode } from "./clock/timeline.js";
import { validCredentials } from "./credentials-option.js";
import { INSPECT_MODES, type InspectMode } from "./inspect-mode.js";
import { isCidr, isHeaderName, isListOfHosts, isListOfOrigins } from "./option-checks.js";
import type { ResolvedOptions } from "./resolved-options.js";
import type { DelaysOption } from "./runtime/delays.js";
import { DURABILITIES, type Durability } from "./runtime/durability.js";
import type { Logger } from "./runtime/logger.js";
import type { Credential } from "./signing/credential.js";
import { namesOf, rejectUnknownOptions } from "./text/suggestions.js";
import { type Tls, type TlsOption, tlsOf } from "./tls-option.js";
import { shown } from "./values/foreign-values.js";

/** Default number of records in the request log and in each other history. */
export const DEFAULT_HISTORY_LIMIT = 10_000;

/** Options of `createAwsSim`. All are optional. */
export interface AwsSimOptions {
  /** Region of every ARN and endpoint. Default `SIM_AWS_REGION`, else `us-east-1`. */
  readonly region?: string;
  /** Account of every ARN. Default `SIM_AWS_ACCOUNT_ID`, else `123456789012`. */
  readonly accountId?: string;
  /**
   * How long state transitions take: `0` for immediate, one duration for all, or durations per service and
   * transition. Default AWS's typical durations; see docs/clock-and-delays.md.
   */
  readonly delays?: DelaysOption;
  /**
   * `"running"` (default): simulated time follows real time plus what was advanced. `"frozen"`: it changes
   * only by calls of `sim.clock`.
   */
  readonly clock?: ClockMode;
  /**
   * Start of simulated time: a `Date`, an ISO 8601 string, or milliseconds since the epoch. `reset` returns
   * to it. Default the current time, also after a reset.
   */
  readonly startTime?: Date | string | number;
  /** Seed of all ids, addresses and tokens. The same seed repeats a run. Default random. */
  readonly seed?: string | number;
  /**
   * CIDR block for the addresses of tasks in subnets that do not exist in EC2. Default `10.0.0.0/16`. A
   * loopback block, such as `127.64.0.0/16`, applies to all subnets, so that processes can listen on these
   * addresses.
   */
  readonly eniSubnet?: string;
  /**
   * `true`: ECS and EFS reject subnets and security groups that do not exist in EC2, as AWS does. Default
   * `false`: they accept them.
   */
  readonly strictNetwork?: boolean;
  /**
   * The valid credentials. Requests must be signed with one of them, or with a session issued by STS. Default
   * `false`: unsigned requests and any well-formed signature are accepted.
   */
  readonly verifySignatures?: false | Credential | readonly Credential[];
  /**
   * `"audit"`: evaluates the permissions of callers and records the decisions in `sim.requests`. `"enforce"`:
   * also rejects requests that AWS rejects. Default `"off"`. `sim.authorization.mode` changes it.
   */
  readonly authorization?: AuthorizationMode;
  /**
   * `true`: `aws:SecureTransport` is true only for requests over HTTPS, so that policies which require HTTPS
   * deny plain HTTP. Default `false`: it is true for all requests.
   */
  readonly strictTransport?: boolean;
  /**
   * Name of the header whose first address becomes `aws:SourceIp`, such as `x-forwarded-for`. Default none:
   * the address of the client's connection is used.
   */
  readonly sourceIpHeader?: string;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** Port to listen on. Default `0`: a free port. */
  readonly port?: number;
  /**
   * Private key and certificate for HTTPS. `clientConfig()` and `env()` make clients trust it. Default HTTP.
   */
  readonly tls?: TlsOption;
  /**
   * Additional host names of the simulator, such as `aws-sim` in a network of containers. `/_sim/` accepts
   * requests for them, and AWS requests may use them and names below them. Default none.
   */
  readonly controlHosts?: readonly string[];
  /**
   * Origins whose web pages may send AWS requests, such as `https://app.example`; `*` allows every origin.
   * Pages of this machine, and origins that the CORS configuration of a bucket allows, are always accepted.
   * Default none.
   */
  readonly allowedOrigins?: readonly string[];
  /** Number of latest requests that `sim.requests` keeps. Default 10,000. */
  readonly requestLogLimit?: number;
  /**
   * Number of latest records in each other history, such as invocations, task runs, stopped tasks, sessions,
   * queries and operations, counted per account and region where these are separate. Default 10,000.
   */
  readonly historyLimit?: number;
  /**
   * Size in bytes of text and data above which `sim.requests` omits the input of a request, and `sim.lambda`
   * omits the payload and response of an invocation. Default no limit.
   */
  readonly requestInputLimit?: number;
  /**
   * Directory for durable state. The next simulator with the same directory continues from it, also after a
   * crash. Requires Node 22.13 or the package `better-sqlite3`. Default none: the state is kept in memory.
   */
  readonly dataDir?: string;
  /**
   * File written by `sim.export()` or `aws-sim export`, with the initial state and time; `reset` returns to
   * it. A `dataDir` that already contains state takes precedence. Default none.
   */
  readonly seedFrom?: string;
  /**
   * What acknowledged writes in `dataDir` survive. `"process"` (default): the end of the process at any time.
   * `"disk"`: also a power failure.
   */
  readonly durability?: Durability;
  /**
   * What the inspector at `sim.url + "/_sim/"` records. `"on-demand"` (default): everything since the page
   * was first opened, and before that what the histories contain. `"always"`: everything since the start,
   * with every cause. `"on-failure"`: the same, and the fixtures for Vitest and Jest write a report of each
   * failed test.
   */
  readonly inspect?: InspectMode;
  /** Receives the simulator's own log. Default none. */
  readonly logger?: Logger;
}

const KNOWN = namesOf<AwsSimOptions>({
  region: true,
  accountId: true,
  delays: true,
  clock: true,
  startTime: true,
  seed: true,
  eniSubnet: true,
  strictNetwork: true,
  verifySignatures: true,
  authorization: true,
  strictTransport: true,
  sourceIpHeader: true,
  host: true,
  port: true,
  tls: true,
  controlHosts: true,
  allowedOrigins: true,
  requestLogLimit: true,
  historyLimit: true,
  requestInputLimit: true,
  dataDir: true,
  seedFrom: true,
  durability: true,
  inspect: true,
  logger: true,
});

/** @throws TypeError for an option that neither `createAwsSim` nor the caller has. */
export function checkOptionNames(options: object, of: string, ...others: string[]): void {
  rejectUnknownOptions(options, [...others, ...KNOWN], of);
}

/** Thrown by `createAwsSim` for an invalid option value. */
export class OptionError extends TypeError {
  constructor(
    readonly option: keyof AwsSimOptions,
    value: unknown,
    /** The values that the option accepts. */
    readonly expected: string,
    /** The problem with a secret value. If omitted, the message shows the value itself. */
    readonly flaw?: string,
  ) {
    const wrong = flaw === undefined ? `cannot be ${shown(value)}` : `cannot be used: ${flaw}`;
    super(`Option ${option} of createAwsSim ${wrong}. Use ${expected}.`);
  }
}

/**
 * Validates options and applies defaults; `environment` takes precedence over the built-in defaults.
 *
 * @throws TypeError naming the invalid option and the values that it accepts.
 */
export function resolveOptions(
  options: AwsSimOptions,
  environment: Readonly<Record<string, string | undefined>>,
): ResolvedOptions {
  checkOptionNames(options, "createAwsSim");
  const region = options.region ?? (environment.SIM_AWS_REGION || "us-east-1");
  const accountId = options.accountId ?? (environment.SIM_AWS_ACCOUNT_ID || "123456789012");
  const {
    clock = "running",
    eniSubnet = "10.0.0.0/16",
    strictNetwork = false,
    authorization = "off",
    strictTransport = false,
    sourceIpHeader,
    host = "127.0.0.1",
    port = 0,
  } = options;
  const { controlHosts = [], allowedOrigins = [], requestLogLimit = DEFAULT_HISTORY_LIMIT } = options;
  const { historyLimit = DEFAULT_HISTORY_LIMIT, requestInputLimit = Number.POSITIVE_INFINITY } = options;
  const { dataDir, seedFrom, durability = "process", inspect = "on-demand" } = options;
  if (typeof region !== "string" || !/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region))
    throw wrong("region", region, 'a region such as "eu-west-1"');
  if (typeof accountId !== "string" || !/^\d{12}$/.test(accountId))
    throw wrong("accountId", accountId, "12 digits");
  if (clock !== "running" && clock !== "frozen") throw wrong("clock", clock, '"running" or "frozen"');
  if (!AUTHORIZATION_MODES.includes(authorization))
    throw wrong("authorization", authorization, '"off", "audit" or "enforce"');
  if (typeof strictTransport !== "boolean") throw wrong("strictTransport", strictTransport, "true or false");
  if (sourceIpHeader !== undefined && !isHeaderName(sourceIpHeader))
    throw wrong("sourceIpHeader", sourceIpHeader, 'the name of a header such as "x-forwarded-for"');
  if (!isCidr(eniSubnet))
    throw wrong("eniSubnet", eniSubnet, 'an IPv4 block such as "10.0.0.0/16", /28 or larger');
  if (typeof strictNetwork !== "boolean") throw wrong("strictNetwork", strictNetwork, "true or false");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrong("port", port, "0 to 65535");
  if (!isListOfHosts(controlHosts))
    throw wrong("controlHosts", controlHosts, 'host names without port, such as ["aws-sim"]');
  if (!isListOfOrigins(allowedOrigins))
    throw wrong("allowedOrigins", allowedOrigins, 'origins such as ["https://app.example"], or ["*"]');
  if (!Number.isInteger(requestLogLimit) || requestLogLimit < 0)
    throw wrong("requestLogLimit", requestLogLimit, "a whole number from 0");
  if (!Number.isInteger(historyLimit) || historyLimit < 1)
    throw wrong("historyLimit", historyLimit, "a whole number from 1");
  if (typeof requestInputLimit !== "number" || !(requestInputLimit >= 0))
    throw wrong("requestInputLimit", requestInputLimit, "a number of bytes from 0");
  if (dataDir !== undefined && (typeof dataDir !== "string" || dataDir === ""))
    throw wrong("dataDir", dataDir, 'the path of a directory such as "./data"');
  if (seedFrom !== undefined && (typeof seedFrom !== "string" || seedFrom === ""))
    throw wrong("seedFrom", seedFrom, 'the path of a file such as "./state.jsonl"');
  if (!DURABILITIES.includes(durability)) throw wrong("durability", durability, '"process" or "disk"');
  if (!INSPECT_MODES.includes(inspect))
    throw wrong("inspect", inspect, '"on-demand", "always" or "on-failure"');
  return {
    region,
    accountId,
    delays: options.delays ?? {},
    clock,
    startTime: options.startTime === undefined ? undefined : moment(options.startTime),
    seed: options.seed,
    eniSubnet,
    strictNetwork,
    credentials: validCredentials(options.verifySignatures),
    authorization,
    strictTransport,
    sourceIpHeader: sourceIpHeader?.toLowerCase(),
    host,
    port,
    tls: checkedTls(options.tls),
    controlHosts,
    allowedOrigins,
    requestLogLimit,
    historyLimit,
    requestInputLimit,
    dataDir,
    seedFrom,
    durability,
    inspect,
    logger: options.logger ?? (() => {}),
  };
}

function moment(value: Date | string | number): number {
  const time = parseTime(value);
  if (time === undefined) throw wrong("startTime", value, TIME_FORMS);
  return time;
}

/** The error does not repeat the value, which is a secret. */
function checkedTls(option: TlsOption | undefined): Tls | undefined {
  if (option === undefined) return undefined;
  try {
    return tlsOf(option);
  } catch (error) {
    const flaw = error instanceof Error ? error.message : String(error);
    throw new OptionError("tls", undefined, "{ key, cert } in PEM, and ca if another signed it", flaw);
  }
}

function wrong(option: keyof AwsSimOptions, value: unknown, expected: string): OptionError {
  return new OptionError(option, value, expected);
}
