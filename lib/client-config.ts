import { clockOffset } from "./clock/offset.js";
import { type DirectHandler, directHandler } from "./http/direct.js";
import type { Dispatch } from "./http/server.js";
import type { ResolvedOptions } from "./options.js";
import { accountOf, accountsByKey, type Credential } from "./signing/credential.js";
import { namesOf, refuseUnknownOptions } from "./text/suggestions.js";
import type { TrustFiles } from "./tls-option.js";

/** Which client `clientConfig` is for. */
export interface ClientConfigOptions {
  /** Call the simulator without a socket: faster, and only for clients in this process. */
  readonly direct?: boolean;
  /** Account that the client works in. Default the simulator's. */
  readonly accountId?: string;
  /** Region that the client works in. Default the simulator's. */
  readonly region?: string;
}

/**
 * Configuration for any AWS SDK for JavaScript v3 client. It is typed by its
 * members alone, so that it fits clients of every version.
 */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: ClientCredentials;
  /** S3 clients would otherwise look a bucket up as a host name. */
  readonly forcePathStyle: true;
  /** Cloud Map and Step Functions clients would otherwise put `data-` or `sync-` before the host. */
  readonly disableHostPrefix: true;
  /**
   * Clients sign by simulated time; left out where signatures are not verified,
   * and where the simulator is in another process. It converts to a number of
   * milliseconds, another one after `sim.clock.advance`.
   */
  readonly systemClockOffset?: number;
  /** For a client without a socket, or options of the SDK's own handler by which it trusts the certificate of the simulator. */
  readonly requestHandler?: DirectHandler | TrustingHandler;
}

/** Configuration for a client without a socket. */
export interface DirectClientConfig extends ClientConfig {
  readonly requestHandler: DirectHandler;
}

/** Options of the SDK's request handler for Node. */
export interface TrustingHandler {
  readonly httpsAgent: { readonly ca: string };
}

/** The part of a credential that clients take. */
export type ClientCredentials = Pick<Credential, "accessKeyId" | "secretAccessKey" | "sessionToken">;

/** Any key that is not an account's number stands for the simulator's own account. */
export const DEFAULT_CREDENTIAL: Credential = {
  accessKeyId: "AKIAAWSSIMULATOR0000",
  secretAccessKey: "aws-sim-accepts-any-secret-access-key",
};

/** Where a simulator is reached. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /** Left out where the simulator is in another process. */
  readonly dispatch?: Dispatch;
  /** The valid credentials, where signatures are verified. */
  readonly credentials: readonly Credential[] | undefined;
  /** How many milliseconds simulated time is ahead of the machine's; left out where the simulator is in another process. */
  readonly ahead?: () => number;
  /** Certificates that clients have to trust, in PEM; left out where they need not be told. */
  readonly ca?: string | undefined;
  /** The same for other processes. */
  readonly trust?: TrustFiles | undefined;
}

/** How a simulator of this process is reached. */
export function endpointOf(
  url: string,
  { region, accountId: account, credentials, tls }: ResolvedOptions,
  dispatch: Dispatch,
  ahead: () => number,
  trust: TrustFiles | undefined,
): Endpoint {
  return { url, region, account, dispatch, credentials, ahead, ca: tls?.ca, trust };
}

const CLIENT_OPTIONS = namesOf<ClientConfigOptions>({ direct: true, accountId: true, region: true });

/** @throws TypeError for an unknown option, and when signatures are verified and no valid credential is of the account. */
export function clientConfig(endpoint: Endpoint, options: ClientConfigOptions): ClientConfig {
  refuseUnknownOptions(options, CLIENT_OPTIONS, "clientConfig");
  const { direct = false, accountId, region = endpoint.region } = options;
  return {
    endpoint: endpoint.url,
    region,
    credentials: credentialsOf(endpoint, accountId),
    forcePathStyle: true,
    disableHostPrefix: true,
    ...(endpoint.credentials && endpoint.ahead && { systemClockOffset: clockOffset(endpoint.ahead) }),
    ...(direct && endpoint.dispatch
      ? { requestHandler: directHandler(endpoint.dispatch) }
      : endpoint.ca !== undefined && { requestHandler: { httpsAgent: { ca: endpoint.ca } } }),
  };
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

/** The URL of a simulator by a name below `localhost`. */
export function localhostUrl(url: string): string {
  const { protocol, port } = new URL(url);
  return `${protocol}//aws-sim.localhost:${port}`;
}
