import { badParameter } from "../errors.js";
import type { DockerRequest } from "./request.js";

/**
 * A time in the query, as `seconds[.nanoseconds]`; 0 counts as missing.
 *
 * @returns milliseconds since the epoch.
 * @throws DockerError
 */
export function seconds(request: DockerRequest, name: string): number | undefined {
  const text = request.text(name);
  if (text === undefined || text === "0") return undefined;
  if (!/^\d+(\.\d+)?$/.test(text)) throw badParameter(`invalid ${name}: "${text}" is not a time in seconds`);
  const [whole, fraction = ""] = text.split(".");
  // Not multiplied: 1.001 × 1000 is less than 1001.
  return Number(whole) * 1_000 + Number(fraction.padEnd(3, "0").slice(0, 3));
}
