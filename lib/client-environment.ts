import { credentialsOf, type Endpoint } from "./client-config.js";
import type { TrustFiles } from "./tls-option.js";

/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables that redirect clients away from the simulator or change their credentials: profiles, sessions,
 * roles, endpoints per service (including Terraform's `AWS_S3_ENDPOINT`), and the credential names of older
 * SDKs.
 */
const MISLEADING =
  /^(?:AWS_(?:PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|SECURITY_TOKEN|CREDENTIAL_EXPIRATION|CREDENTIAL_SCOPE|ACCESS_KEY|SECRET_KEY|ACCOUNT_ID|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\w+|BEARER_TOKEN_\w+|ENDPOINT_URL_\w+|IGNORE_CONFIGURED_ENDPOINT_URLS|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT|EC2_METADATA_SERVICE_ENDPOINT|\w+_ENDPOINT)|TF_AWS_\w+_ENDPOINT)$/;

/** Proxies, which clients would also use for the simulator. */
const PROXY = /^(?:http|https|all)_proxy$/i;

/** Names of the simulator on this machine, which a proxy cannot reach. */
const LOCAL = "localhost,.localhost,127.0.0.1,::1";

/**
 * Environment variables that direct the AWS CLI and every SDK of a child process to the simulator: those of
 * `base` without the ones in {@link MISLEADING}, and the simulator's own.
 */
export function clientEnvironment(endpoint: Endpoint, base: Environment = {}): Record<string, string> {
  const { url, region, trust } = endpoint;
  const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(endpoint);
  return {
    ...keptOf(base),
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken && { AWS_SESSION_TOKEN: sessionToken }),
    // Without this, SDKs request the role of the instance from an address that does not respond.
    AWS_EC2_METADATA_DISABLED: "true",
    // Without this, botocore puts `data-` before the host of Cloud Map's endpoint, and that name does not
    // resolve.
    AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
    ...(trust && trustVariables(trust)),
  };
}

/** Variables that make clients trust the certificate of the simulator. */
function trustVariables({ own, all }: TrustFiles): Record<string, string> {
  return {
    AWS_CA_BUNDLE: own,
    NODE_EXTRA_CA_CERTS: own,
    // These replace the public authorities, which the process may need for other hosts.
    REQUESTS_CA_BUNDLE: all,
    SSL_CERT_FILE: all,
  };
}

/**
 * The files that variables of {@link clientEnvironment} refer to; `undefined` if the simulator listens over
 * HTTP.
 */
export function trustFilesIn({
  AWS_CA_BUNDLE: own,
  SSL_CERT_FILE: all,
}: Environment): TrustFiles | undefined {
  return own !== undefined && all !== undefined ? { own, all } : undefined;
}

function keptOf(base: Environment): Record<string, string> {
  const kept: Record<string, string> = Object.fromEntries(
    Object.entries(base).flatMap(([name, value]) =>
      value === undefined || MISLEADING.test(name) ? [] : [[name, value]],
    ),
  );
  if (!Object.keys(kept).some((name) => PROXY.test(name))) return kept;
  const excepted = [base.NO_PROXY || base.no_proxy, LOCAL].filter(Boolean).join(",");
  return { ...kept, NO_PROXY: excepted, no_proxy: excepted };
}
