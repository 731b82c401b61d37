import { clockOffset } from "./clock/offset.js";
import { withTurns } from "./clock/turns.js";
import { type DirectHandler, directHandler } from "./http/direct.js";
import type { Dispatch } from "./http/dispatch.js";
import type { ResolvedOptions } from "./resolved-options.js";
import { accountOf, accountsByKey, type Credential } from "./signing/credential.js";
import { namesOf, rejectUnknownOptions } from "./text/suggestions.js";
import type { TrustFiles } from "./tls-option.js";

/** Options of `clientConfig`. */
export interface ClientConfigOptions {
  /** Calls the simulator without a socket: faster, and only for clients in this process. Default `false`. */
  readonly direct?: boolean;
  /** Account of the client. Default the simulator's account. */
  readonly accountId?: string;
  /**
   * Name or ARN of an IAM role. The client uses a session of its own for that role. Permissions of the role
   * apply when the option `authorization` is `"enforce"`. Default the root user of the account.
   */
  readonly role?: string;
  /** Name of an IAM user. Default the root user of the account. */
  readonly user?: string;
  /** Region of the client. Default the simulator's region. */
  readonly region?: string;
}

/**
 * Configuration for any AWS SDK for JavaScript v3 client. The type imports nothing from the SDK, so it fits
 * clients of every version.
 */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: ClientCredentials;
  /** Without this, S3 clients resolve the bucket name as a host name. */
  readonly forcePathStyle: true;
  /** Without this, Cloud Map and Step Functions clients put `data-` or `sync-` before the host. */
  readonly disableHostPrefix: true;
  /**
   * Makes clients sign with simulated time. It converts to a number of milliseconds, which changes after
   * `sim.clock.advance`. Omitted if signatures are not verified, or if the simulator runs in another process.
   */
  readonly systemClockOffset?: number;
  /**
   * Set for a client without a socket, or to make the SDK's own handler trust the certificate of the
   * simulator.
   */
  readonly requestHandler?: DirectHandler | TrustingHandler;
}

/** Configuration for a client without a socket. */
export interface DirectClientConfig extends ClientConfig {
  readonly requestHandler: DirectHandler;
}

/** Options of the SDK's request handlers for Node: HTTP/1 reads the first, HTTP/2 the second. */
export interface TrustingHandler {
  readonly httpsAgent: { readonly ca: string };
  readonly nodeHttp2ConnectOptions: { readonly ca: string };
}

/** The members of a credential that SDK clients accept. */
export type ClientCredentials = Pick<Credential, "accessKeyId" | "secretAccessKey" | "sessionToken">;

/** Any access key that is not an account id selects the simulator's own account. */
export const DEFAULT_CREDENTIAL: Credential = {
  accessKeyId: "AKIAAWSSIMULATOR0000",
  secretAccessKey: "aws-sim-accepts-any-secret-access-key",
};

/** The address of a simulator, and what clients need to reach it. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /** Omitted if the simulator runs in another process. */
  readonly dispatch?: Dispatch;
  /** The valid credentials, if signatures are verified. */
  readonly credentials: readonly Credential[] | undefined;
  /**
   * Returns by how many milliseconds simulated time is ahead of the machine's clock. Omitted if the simulator
   * runs in another process.
   */
  readonly ahead?: () => number;
  /** Certificates that clients must trust, in PEM. Omitted if clients trust them already. */
  readonly ca?: string | undefined;
  /** The same certificates as files, for other processes. */
  readonly trust?: TrustFiles | undefined;
}

/** The endpoint of a simulator in this process. */
export function endpointOf(
  url: string,
  { region, accountId: account, credentials, tls }: ResolvedOptions,
  dispatch: Dispatch,
  ahead: () => number,
  trust: TrustFiles | undefined,
): Endpoint {
  const inTurns = withTurns(dispatch);
  return { url, region, account, dispatch: inTurns, credentials, ahead, ca: tls?.ca, trust };
}

const CLIENT_OPTIONS = namesOf<ClientConfigOptions>({
  direct: true,
  accountId: true,
  role: true,
  user: true,
  region: true,
});

/**
 * @param credentials of the role or user that the client acts as.
 * @throws TypeError for an unknown option, and when signatures are verified and no valid credential is of the account.
 */
export function clientConfig(
  endpoint: Endpoint,
  options: ClientConfigOptions,
  credentials?: ClientCredentials,
): ClientConfig {
  rejectUnknownOptions(options, CLIENT_OPTIONS, "clientConfig");
  const { direct = false, accountId, region = endpoint.region } = options;
  return {
    endpoint: endpoint.url,
    region,
    credentials: credentials ?? credentialsOf(endpoint, accountId),
    forcePathStyle: true,
    disableHostPrefix: true,
    ...(endpoint.credentials && endpoint.ahead && { systemClockOffset: clockOffset(endpoint.ahead) }),
    ...(direct && endpoint.dispatch
      ? { requestHandler: directHandler(endpoint.dispatch) }
      : endpoint.ca !== undefined && { requestHandler: trusting(endpoint.ca) }),
  };
}

function trusting(ca: string): TrustingHandler {
  return { httpsAgent: { ca }, nodeHttp2ConnectOptions: { ca } };
}

/** The first valid credential, or the first of the account. */
export function credentialsOf(
  { credentials, account: home }: Endpoint,
  accountId?: string,
): ClientCredentials {
  if (!credentials)
    return {
      accessKeyId: accountId ?? DEFAULT_CREDENTIAL.accessKeyId,
      secretAccessKey: DEFAULT_CREDENTIAL.secretAccessKey,
    };
  const accounts = accountsByKey(credentials);
  const fitting = credentials.find(
    ({ accessKeyId }) =>
      accountId === undefined || accountOf(accessKeyId, { account: home }, accounts) === accountId,
  );
  if (!fitting) throw noCredentialOf(accountId);
  const { accessKeyId, secretAccessKey, sessionToken } = fitting;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

function noCredentialOf(accountId = ""): TypeError {
  return new TypeError(
    `There is no valid credential of account ${accountId}, and this simulator verifies signatures. Add ` +
      `{ accessKeyId, secretAccessKey, accountId: "${accountId}" } to the option verifySignatures of createAwsSim.`,
  );
}

/** The URL of a simulator with a host name below `localhost`. */
export function localhostUrl(url: string): string {
  const { protocol, port } = new URL(url);
  return `${protocol}//aws-sim.localhost:${port}`;
}
