import { MOMENT_FORMS, momentOf } from "./clock/moment.js";
import type { ClockMode } from "./clock/timeline.js";
import { validCredentials } from "./credentials-option.js";
import type { DelaysOption } from "./runtime/delays.js";
import type { Logger } from "./runtime/logger.js";
import type { Credential } from "./signing/credential.js";
import { namesOf, refuseUnknownOptions } from "./text/suggestions.js";
import { type Tls, type TlsOption, tlsOf } from "./tls-option.js";
import { shown } from "./values/foreign-values.js";

/** How many records the request log and each other history keep by default. */
export const DEFAULT_HISTORY_LIMIT = 10_000;

/** Options of `createAwsSim`; every one has a default. */
export interface AwsSimOptions {
  /** Region of every ARN and endpoint. Default `SIM_AWS_REGION`, else `us-east-1`. */
  readonly region?: string;
  /** Account of every ARN. Default `SIM_AWS_ACCOUNT_ID`, else `123456789012`. */
  readonly accountId?: string;
  /** How long transitions take: `0` for all at once, a duration for all, or per service and transition. */
  readonly delays?: DelaysOption;
  /** `"running"` (default): real time plus what was advanced. `"frozen"`: moves only when told. */
  readonly clock?: ClockMode;
  /**
   * Start of simulated time: a `Date`, an ISO 8601 string or milliseconds since
   * the epoch. `reset` goes back to it. Default the present, also after a reset.
   */
  readonly startTime?: Date | string | number;
  /** Source of all ids, addresses and tokens, so that a run can be repeated. Default random. */
  readonly seed?: string | number;
  /** CIDR block that the addresses of task network interfaces come from. Default `10.0.0.0/16`. */
  readonly eniSubnet?: string;
  /**
   * `true`: ECS and EFS refuse subnets and security groups that EC2 does not
   * have, as AWS does. Default `false`: they are taken to exist.
   */
  readonly strictNetwork?: boolean;
  /**
   * The credentials that are valid: requests must be signed by one of them, or
   * by a session that STS gave out. Default `false`: any well-formed signature
   * is accepted, and none.
   */
  readonly verifySignatures?: false | Credential | readonly Credential[];
  /** Where to listen. Default `127.0.0.1`. */
  readonly host?: string;
  /** Port to listen on. Default `0`: any that is free. */
  readonly port?: number;
  /**
   * Listens over HTTPS with this key and certificate. `clientConfig()` and
   * `env()` make clients trust it. Default HTTP.
   */
  readonly tls?: TlsOption;
  /**
   * Names of the simulator besides those of this machine, such as `aws-sim` in
   * a network of containers: `/_sim/` answers to them, and AWS requests may be
   * sent to them and to names below them. Default none.
   */
  readonly controlHosts?: readonly string[];
  /**
   * Origins whose web pages may send AWS requests, such as
   * `https://app.example`; `*` is every origin. Pages of this machine always
   * may, and those that the CORS configuration of a bucket allows. Default none.
   */
  readonly allowedOrigins?: readonly string[];
  /** How many requests `sim.requests` keeps, the latest ones. Default 10,000. */
  readonly requestLogLimit?: number;
  /**
   * How many records each other history keeps, the latest ones: invocations,
   * task runs and stopped tasks, sessions, queries, operations and the like, per
   * account and region where these are separate. Default 10,000.
   */
  readonly historyLimit?: number;
  /**
   * Bytes of text and data above which `sim.requests` does not keep the input of
   * a request, nor `sim.lambda` the payload and response of an invocation. Default none.
   */
  readonly requestInputLimit?: number;
  /** Where the simulator's own log goes. Default nowhere. */
  readonly logger?: Logger;
}

/** Options with their defaults filled in. */
export interface ResolvedOptions {
  readonly region: string;
  readonly accountId: string;
  readonly delays: DelaysOption;
  readonly clock: ClockMode;
  readonly startTime: number | undefined;
  readonly seed: string | number | undefined;
  readonly eniSubnet: string;
  readonly strictNetwork: boolean;
  /** The valid credentials, where signatures are verified. */
  readonly credentials: readonly Credential[] | undefined;
  readonly host: string;
  readonly port: number;
  readonly tls: Tls | undefined;
  readonly controlHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly requestLogLimit: number;
  readonly historyLimit: number;
  /** Bytes. */
  readonly requestInputLimit: number;
  readonly logger: Logger;
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
  host: true,
  port: true,
  tls: true,
  controlHosts: true,
  allowedOrigins: true,
  requestLogLimit: true,
  historyLimit: true,
  requestInputLimit: true,
  logger: true,
});

/** @throws TypeError for an option that neither `createAwsSim` nor the caller has. */
export function checkOptionNames(options: object, of: string, ...others: string[]): void {
  refuseUnknownOptions(options, [...others, ...KNOWN], of);
}

/** An option of `createAwsSim` that has a value which it cannot have. */
export class OptionError extends TypeError {
  constructor(
    readonly option: keyof AwsSimOptions,
    value: unknown,
    /** What can be given. */
    readonly expected: string,
    /** What is wrong with a value that is a secret; left out, the value itself is shown. */
    readonly flaw?: string,
  ) {
    const wrong = flaw === undefined ? `cannot be ${shown(value)}` : `cannot be used: ${flaw}`;
    super(`Option ${option} of createAwsSim ${wrong}. Give ${expected}.`);
  }
}

/**
 * Checks options and fills defaults in, from `environment` where it says something.
 *
 * @throws TypeError naming the option that is wrong and what it takes.
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
    host = "127.0.0.1",
    port = 0,
  } = options;
  const { controlHosts = [], allowedOrigins = [], requestLogLimit = DEFAULT_HISTORY_LIMIT } = options;
  const { historyLimit = DEFAULT_HISTORY_LIMIT, requestInputLimit = Number.POSITIVE_INFINITY } = options;
  if (typeof region !== "string" || !/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region))
    throw wrong("region", region, 'a region such as "eu-west-1"');
  if (typeof accountId !== "string" || !/^\d{12}$/.test(accountId))
    throw wrong("accountId", accountId, "12 digits");
  if (clock !== "running" && clock !== "frozen") throw wrong("clock", clock, '"running" or "frozen"');
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
    host,
    port,
    tls: checkedTls(options.tls),
    controlHosts,
    allowedOrigins,
    requestLogLimit,
    historyLimit,
    requestInputLimit,
    logger: options.logger ?? (() => {}),
  };
}

function moment(value: Date | string | number): number {
  const time = momentOf(value);
  if (time === undefined) throw wrong("startTime", value, MOMENT_FORMS);
  return time;
}

function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return false;
  const [, a, b, c, d, bits] = match.map(Number);
  return (
    [a, b, c, d].every((part) => part !== undefined && part <= 255) &&
    bits !== undefined &&
    bits >= 8 &&
    bits <= 28
  );
}

function isListOfHosts(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string" && /^[\w.-]+$/.test(name));
}

/** The error does not repeat the value: it is a secret. */
function checkedTls(option: TlsOption | undefined): Tls | undefined {
  if (option === undefined) return undefined;
  try {
    return tlsOf(option);
  } catch (error) {
    const flaw = error instanceof Error ? error.message : String(error);
    throw new OptionError("tls", undefined, "{ key, cert } in PEM, and ca if another signed it", flaw);
  }
}

function isListOfOrigins(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((origin) => origin === "*" || (URL.canParse(origin) && new URL(origin).origin === origin))
  );
}

function wrong(option: keyof AwsSimOptions, value: unknown, expected: string): OptionError {
  return new OptionError(option, value, expected);
}
