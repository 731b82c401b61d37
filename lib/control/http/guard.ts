import { hostOf, isLoopback } from "../../dispatch/guard/host-names.js";
import type { WireRequest } from "../../wire/message.js";
import { HttpError } from "./http-error.js";

/**
 * Rejects what a web page could send: requests to another name than this
 * machine's (DNS rebinding), from a foreign origin, or from another site.
 * Stricter than the guard of AWS requests, because every name has to be known.
 *
 * @param known the address that the simulator was told to listen on, and further names that it goes by.
 */
export function refuseStrangers({ headers }: WireRequest, known: readonly string[]): void {
  const host = hostOf(`http://${headers.host ?? ""}`);
  if (host === undefined || !(isLoopback(host) || known.includes(host))) {
    throw new HttpError(
      403,
      `The control of aws-sim does not answer to the host "${headers.host ?? ""}". ` +
        "Use localhost, 127.0.0.1, [::1] or the address that it was told to listen on, or name the host in the option " +
        "controlHosts (--control-host, SIM_CONTROL_HOSTS).",
    );
  }
  const { origin } = headers;
  const page = hostOf(origin ?? headers.referer ?? "");
  const local = page !== undefined && isLoopback(page);
  if (local || (origin === undefined && headers["sec-fetch-site"] !== "cross-site")) return;
  throw new HttpError(
    403,
    `The control of aws-sim does not answer to pages of "${origin ?? page ?? "another site"}". Call it from a page of this machine, or from outside a browser.`,
  );
}
