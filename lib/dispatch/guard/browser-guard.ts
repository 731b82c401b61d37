import type { WireRequest } from "../../wire/message.js";
import { hostOf, isLoopback, isNamed, isOutOfReach, nameInHostHeader } from "./host-names.js";

/**
 * Maximum number of remembered admitted `Host` headers: more than a program uses, but a bound for bucket host
 * names.
 */
const MAX_REMEMBERED = 1_000;

/** Names of the simulator, and allowed origins of web pages. */
export interface GuardOptions {
  /** The address that the simulator listens on, and the option `controlHosts`. */
  readonly hosts: readonly string[];
  /** The option `allowedOrigins`; `*` means every origin. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Whether a service allows pages of an origin to send the request. The origin is `undefined` if it is not
 * known.
 */
export type AllowsOrigin = (origin: string | undefined) => boolean;

/**
 * Detects requests that a hostile web page sends through the browser of a developer: to a DNS name of its own
 * that resolves to this machine, or from a foreign origin. Other clients send neither `Origin` nor
 * `Sec-Fetch-Site`.
 */
export class BrowserGuard {
  private readonly admittedHosts = new Set<string>();
  private readonly hosts: readonly string[];
  private readonly origins: ReadonlySet<string>;

  constructor({ hosts, allowedOrigins }: GuardOptions) {
    this.hosts = hosts.map((host) => host.toLowerCase());
    this.origins = new Set(allowedOrigins);
  }

  /** The reason for a rejection; `undefined` if the request is admitted. */
  rejection({ method, headers, inProcess }: WireRequest, allows: AllowsOrigin): string | undefined {
    if (inProcess) return undefined;
    // HTTP/1.0 has requests without a host; browsers do not send them.
    const { host, origin } = headers;
    if (host !== undefined && !this.admitsHost(host)) return unknownHost(host);
    if (origin !== undefined) {
      return this.admitsOrigin(origin, host) || allows(origin) ? undefined : foreignOrigin(origin);
    }
    if (headers["sec-fetch-site"] !== "cross-site") return undefined;
    // Images, links and the like: a page can omit the referrer, but cannot forge it.
    const { referer } = headers;
    const page = referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined;
    if (page === undefined ? this.origins.has("*") : this.admitsOrigin(page, host)) return undefined;
    return allows(page) ? undefined : crossSite(method, page);
  }

  private admitsHost(header: string): boolean {
    if (this.admittedHosts.has(header)) return true;
    const name = nameInHostHeader(header);
    if (!isOutOfReach(name) && !isNamed(name, this.hosts)) return false;
    if (this.admittedHosts.size < MAX_REMEMBERED) this.admittedHosts.add(header);
    return true;
  }

  private admitsOrigin(origin: string, host: string | undefined): boolean {
    if (this.origins.has(origin) || this.origins.has("*")) return true;
    // A page that is an object of a bucket of the simulator.
    if (origin === `http://${host}` || origin === `https://${host}`) return true;
    const page = hostOf(origin);
    return page !== undefined && isLoopback(page);
  }
}

const ALLOW =
  "To allow it, add the origin to the option allowedOrigins (--allowed-origin, SIM_ALLOWED_ORIGINS) or, for a " +
  "bucket, to its CORS configuration. See docs/security.md.";

function unknownHost(host: string): string {
  return (
    `aws-sim rejected this request because its Host header "${host}" is not a name of this simulator, which protects ` +
    "it from web pages that use DNS rebinding. If the name is right, add it to the option controlHosts " +
    "(--control-host, SIM_CONTROL_HOSTS). See docs/security.md."
  );
}

function foreignOrigin(origin: string): string {
  return `aws-sim rejected this request because a web page of the origin "${origin}" sent it. ${ALLOW}`;
}

function crossSite(method: string, page: string | undefined): string {
  const from = page === undefined ? "another site" : `the origin "${page}"`;
  return `aws-sim rejected this ${method} request because a web page of ${from} sent it (Sec-Fetch-Site: cross-site). ${ALLOW}`;
}
