import { hostOf, isLoopback } from "../../dispatch/guard/host-names.js";
import type { WireRequest } from "../../wire/message.js";
import { HttpError } from "./http-error.js";

/**
 * Rejects requests that a web page could send: requests for a host name that is not this machine's (DNS
 * rebinding), from a foreign origin, or from another site. Stricter than the guard of AWS requests, because
 * every name must be known.
 *
 * @param known the address that the simulator listens on, and its further names.
 */
export function rejectForeignRequests(
  { headers }: Pick<WireRequest, "headers">,
  known: readonly string[],
): void {
  const host = hostOf(`http://${headers.host ?? ""}`);
  if (host === undefined || !(isLoopback(host) || known.includes(host))) {
    throw new HttpError(
      403,
      `The control API of aws-sim rejects the host "${headers.host ?? ""}". ` +
        "Use localhost, 127.0.0.1, [::1] or the address that it listens on, or add the host to the option " +
        "controlHosts (--control-host, SIM_CONTROL_HOSTS).",
    );
  }
  const { origin } = headers;
  // The page of the inspector, under a known name.
  if (origin === `http://${headers.host}` || origin === `https://${headers.host}`) return;
  const page = hostOf(origin ?? headers.referer ?? "");
  const local = page !== undefined && isLoopback(page);
  if (local || (origin === undefined && headers["sec-fetch-site"] !== "cross-site")) return;
  throw new HttpError(
    403,
    `The control API of aws-sim rejects pages of "${origin ?? page ?? "another site"}". Call it from a page of this machine, or from outside a browser.`,
  );
}
