import { channel } from "node:diagnostics_channel";
import type { RequestRecord } from "./requests.js";

/** Where the simulators of this process announce their requests, among them those that nobody holds a reference to. */
const requests = channel("aws-sim:request");

/**
 * @internal Announces a record to those who subscribed to `aws-sim:request` with `node:diagnostics_channel`.
 * It is not a copy: they only read it.
 */
export function announce(record: RequestRecord): void {
  if (requests.hasSubscribers) requests.publish(record);
}
