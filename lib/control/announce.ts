import { channel } from "node:diagnostics_channel";
import { type LoggedRequest, recordOf } from "./requests.js";

/**
 * The channel on which all simulators of this process publish their requests, including simulators without a
 * reference.
 */
const requests = channel("aws-sim:request");

/**
 * @internal Announces a request to those who subscribed to `aws-sim:request` with `node:diagnostics_channel`.
 * Its input is not a copy: they only read it.
 */
export function announce(request: LoggedRequest): void {
  if (requests.hasSubscribers) requests.publish(recordOf(request));
}
