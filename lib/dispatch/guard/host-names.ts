/** The host name in a URL, without the brackets of IPv6; `undefined` if it is not a URL. */
export function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") || undefined : undefined;
}

/** Whether a host name from {@link hostOf} is this machine. URLs normalize every form of an IPv4 address. */
export function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)
  );
}

/** The name in a `Host` header: without port, trailing dot and brackets, in lower case. */
export function nameInHostHeader(header: string): string {
  const name = /^\[([^\]]*)\](?::\d*)?$/.exec(header)?.[1] ?? header.replace(/:\d*$/, "");
  return name.toLowerCase().replace(/\.$/, "");
}

/**
 * The domains of AWS's endpoints, in every partition. A proxy or a hosts file can resolve them to the
 * simulator, and only AWS can change their public DNS records.
 */
const AWS_DOMAIN =
  /\.(?:amazonaws\.(?:com|com\.cn|eu)|(?:api|on)\.aws|api\.amazonwebservices\.(?:com\.cn|eu)|c2s\.ic\.gov|csp\.hci\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk)$/;

/** Top-level domains reserved for private networks: Docker's and Kubernetes's `.internal`, and `.local`. */
const PRIVATE_DOMAIN = /\.(?:localhost|local|internal)$/;

/**
 * IPv4 addresses, also after a host prefix (`data-127.0.0.1`) or a bucket. No top-level domain is a number.
 */
const NUMERIC_DOMAIN = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

/**
 * Whether a host name cannot be used for DNS rebinding, because an attacker cannot publish a DNS record for
 * it: addresses, names without a dot (those of containers), private and AWS domains. Other names must be
 * known.
 */
export function isOutOfReach(name: string): boolean {
  return (
    !name.includes(".") ||
    name.includes(":") ||
    NUMERIC_DOMAIN.test(name) ||
    PRIVATE_DOMAIN.test(name) ||
    AWS_DOMAIN.test(name)
  );
}

/** Whether a name is a known one, a name below it such as a bucket's, or one with a host prefix of an SDK. */
export function isNamed(name: string, known: readonly string[]): boolean {
  return known.some((host) => name === host || name.endsWith(`.${host}`) || name === `data-${host}`);
}
