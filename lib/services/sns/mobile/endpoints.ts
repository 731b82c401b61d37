import { mobileAttributeInvalid, userDataTooLong } from "../errors/mobile.js";
import type { EndpointRow } from "../state/mobile.js";

const MOST_USER_DATA_BYTES = 2048;
const NAMES: ReadonlySet<string> = new Set(["CustomUserData", "Enabled", "Token"]);

/** The attributes of an endpoint after a change. @throws InvalidParameter */
export function endpointAttributes(
  given: Readonly<Record<string, string>>,
  before: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const attributes = new Map(before);
  for (const [name, value] of Object.entries(given)) {
    if (!NAMES.has(name)) throw mobileAttributeInvalid(name);
    attributes.set(name, name === "Enabled" ? value.toLowerCase() : value);
  }
  if (Buffer.byteLength(attributes.get("CustomUserData") ?? "") > MOST_USER_DATA_BYTES)
    throw userDataTooLong();
  return attributes;
}

export function hasSameAttributes({ attributes }: EndpointRow, others: ReadonlyMap<string, string>): boolean {
  return (
    attributes.size === others.size && [...others].every(([name, value]) => attributes.get(name) === value)
  );
}
