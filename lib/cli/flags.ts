/** A flag of the program, and the equivalent environment variable. */
export interface Flag {
  readonly variable: string;
  readonly short?: string;
  /** Name of its value in the help; omitted for a flag without a value. */
  readonly value?: string;
  /** It may be repeated; the variable separates values by commas. */
  readonly many?: true;
  readonly help: string;
  /** The default. */
  readonly otherwise?: string;
}

/** Every flag by its name, in the order of the help. */
export const FLAGS = {
  port: {
    variable: "SIM_PORT",
    short: "p",
    value: "number",
    help: "where to listen; 0 is any free port",
    otherwise: "4566, with exec 0",
  },
  host: { variable: "SIM_HOST", value: "address", help: "where to listen", otherwise: "127.0.0.1" },
  "tls-key": { variable: "SIM_TLS_KEY", value: "file", help: "private key in PEM: listen over HTTPS" },
  "tls-cert": { variable: "SIM_TLS_CERT", value: "file", help: "certificate in PEM for --tls-key" },
  "tls-ca": {
    variable: "SIM_TLS_CA",
    value: "file",
    help: "certificate in PEM of the authority that signed --tls-cert",
    otherwise: "it is self-signed",
  },
  region: {
    variable: "SIM_AWS_REGION",
    value: "name",
    help: "region of ARNs and endpoints",
    otherwise: "us-east-1",
  },
  account: {
    variable: "SIM_AWS_ACCOUNT_ID",
    value: "id",
    help: "account of ARNs, 12 digits",
    otherwise: "123456789012",
  },
  delays: {
    variable: "SIM_DELAYS",
    value: "delays",
    help: 'how long transitions take: 0, a duration such as 2s, or JSON such as {"ecs":{"pending":"5s"}}',
    otherwise: "realistic, short",
  },
  clock: {
    variable: "SIM_CLOCK",
    value: "mode",
    help: "running or frozen",
    otherwise: "running",
  },
  "start-time": {
    variable: "SIM_START_TIME",
    value: "time",
    help: "start of simulated time, ISO 8601 or milliseconds since the epoch",
    otherwise: "now",
  },
  seed: {
    variable: "SIM_SEED",
    value: "text",
    help: "source of ids and addresses, so that a run can be repeated",
    otherwise: "random",
  },
  "eni-subnet": {
    variable: "SIM_ENI_SUBNET",
    value: "cidr",
    help: "addresses of task network interfaces",
    otherwise: "10.0.0.0/16",
  },
  "strict-network": {
    variable: "SIM_STRICT_NETWORK",
    help: "reject subnets and security groups that EC2 does not have",
  },
  "verify-signatures": {
    variable: "SIM_VERIFY_SIGNATURES",
    help: "reject requests that are not signed by a valid credential",
  },
  credential: {
    variable: "SIM_CREDENTIALS",
    value: "id:secret[:account]",
    many: true,
    help: "a valid credential; implies --verify-signatures",
    otherwise: "what /_sim/env gives",
  },
  authorization: {
    variable: "SIM_AUTHORIZATION",
    value: "mode",
    help: "off, audit (record who may do what) or enforce (reject what AWS rejects)",
    otherwise: "off",
  },
  "strict-transport": {
    variable: "SIM_STRICT_TRANSPORT",
    help: "aws:SecureTransport is true for HTTPS alone",
  },
  "source-ip-header": {
    variable: "SIM_SOURCE_IP_HEADER",
    value: "name",
    help: "a header whose first address is aws:SourceIp, such as x-forwarded-for",
    otherwise: "the client's address",
  },
  init: {
    variable: "SIM_INIT",
    value: "file",
    help: "a module (.mjs, .cjs, .js, .ts) to run or a .json file to apply before it is ready",
  },
  "data-dir": {
    variable: "SIM_DATA_DIR",
    value: "directory",
    help: "keep the state there, and go on with it after a restart",
  },
  "seed-from": {
    variable: "SIM_SEED_FROM",
    value: "file",
    help: "begin with the state in a file of aws-sim export, unless --data-dir has one",
  },
  durability: {
    variable: "SIM_DURABILITY",
    value: "level",
    help: "what writes to --data-dir survive: process, the end of the process; disk, also the loss of power",
    otherwise: "process",
  },
  inspect: {
    variable: "SIM_INSPECT",
    value: "mode",
    help: "what the inspector records: on-demand, from the first look; always; on-failure, always, and exec writes a report of a command that fails",
    otherwise: "on-demand",
  },
  "url-file": {
    variable: "SIM_URL_FILE",
    value: "file",
    help: "where to write the URL when it is ready, for scripts and health checks",
  },
  "control-host": {
    variable: "SIM_CONTROL_HOSTS",
    value: "name",
    many: true,
    help: "a name of the simulator besides localhost, which /_sim/ and AWS requests may use",
  },
  "allowed-origin": {
    variable: "SIM_ALLOWED_ORIGINS",
    value: "origin",
    many: true,
    help: "an origin whose web pages may send AWS requests, such as https://app.example; * is every origin",
    otherwise: "pages of this machine",
  },
  "request-log-limit": {
    variable: "SIM_REQUEST_LOG_LIMIT",
    value: "number",
    help: "how many requests /_sim/requests remembers",
    otherwise: "1000",
  },
  "history-limit": {
    variable: "SIM_HISTORY_LIMIT",
    value: "number",
    help: "how many invocations, task runs, sessions, queries, … are kept of each",
    otherwise: "1000",
  },
  "request-input-limit": {
    variable: "SIM_REQUEST_INPUT_LIMIT",
    value: "bytes",
    help: "inputs larger than this are not kept",
    otherwise: "65536",
  },
  "log-format": {
    variable: "SIM_LOG_FORMAT",
    value: "format",
    help: "pretty or json",
    otherwise: "pretty on a terminal, else json",
  },
  "log-level": {
    variable: "SIM_LOG_LEVEL",
    value: "level",
    help: "debug, info, warn, error or silent",
    otherwise: "info, with exec warn",
  },
  "drain-timeout": {
    variable: "SIM_DRAIN_TIMEOUT",
    value: "duration",
    help: "how long requests under way may take after SIGTERM or SIGINT",
    otherwise: "5s",
  },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof FLAGS;

export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name);
}

/** A flag by its name, without the type of its value. */
export function flagOf(name: FlagName): Flag {
  return FLAGS[name];
}

export function flagNames(): FlagName[] {
  return Object.keys(FLAGS).filter(isFlagName);
}
