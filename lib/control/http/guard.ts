import { RemoteError } from "../../core/remote.js";
import type { WireRequest } from "../../http/message.js";

/**
 * Refuses what a web page could send: requests by another name than this
 * machine's (DNS rebinding) or on behalf of a foreign origin.
 *
 * @param known the address that the simulator was told to listen on, and further names that it goes by.
 */
export function refuseStrangers({ headers }: WireRequest, known: readonly string[]): void {
  const host = hostOf(`http://${headers.host ?? ""}`);
  if (host === undefined || !(isLoopback(host) || known.includes(host))) {
    throw new RemoteError(
      403,
      `The control of aws-sim does not answer to the host "${headers.host ?? ""}". ` +
        "Use localhost, 127.0.0.1, [::1] or the address that it was told to listen on, or name the host in the option " +
        "controlHosts (--control-host, SIM_CONTROL_HOSTS).",
    );
  }
  const { origin } = headers;
  if (origin === undefined) return;
  const page = hostOf(origin);
  if (page === undefined || !isLoopback(page)) {
    throw new RemoteError(
      403,
      `The control of aws-sim does not answer to pages of "${origin}". Call it from a page of this machine, or from outside a browser.`,
    );
  }
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") || undefined : undefined;
}

/** URLs normalise every way of writing an IPv4 address, so one pattern is enough. */
function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)
  );
}
