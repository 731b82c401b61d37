import { type DirectHandler, directHandler } from "./http/direct.js";
import type { Dispatch } from "./http/server.js";

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
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** S3 clients would otherwise look a bucket up as a host name. */
  readonly forcePathStyle: true;
  /** Cloud Map and Step Functions clients would otherwise put `data-` or `sync-` before the host. */
  readonly disableHostPrefix: true;
  readonly requestHandler?: DirectHandler;
}

/** Any key that is not an account's number stands for the simulator's own account. */
const DEFAULT_ACCESS_KEY = "AKIAAWSSIMULATOR0000";
const SECRET_KEY = "aws-sim-accepts-any-secret-access-key";

/** Where a simulator is reached. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly dispatch: Dispatch;
}

export function clientConfig(endpoint: Endpoint, options: ClientConfigOptions): ClientConfig {
  const { direct = false, accountId = DEFAULT_ACCESS_KEY, region = endpoint.region } = options;
  return {
    endpoint: endpoint.url,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: SECRET_KEY },
    forcePathStyle: true,
    disableHostPrefix: true,
    ...(direct && { requestHandler: directHandler(endpoint.dispatch) }),
  };
}

/** Environment variables that point the AWS CLI and every SDK of a child process at the simulator. */
export function clientEnvironment({ url, region }: Endpoint): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: DEFAULT_ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: SECRET_KEY,
    // Without this, SDKs look for an instance role at an address that does not answer.
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
