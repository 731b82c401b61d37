import type { AwsSim } from "../../lib/index.js";
import { services } from "../../lib/services/index.js";
import { Blob } from "../../lib/wire/blob.js";

/** What `sim.<service>.state()` returns, by service, so that it can be compared with that of another simulator. */
export function statesOf(sim: AwsSim): unknown {
  return Object.keys(services).map((name) => [name, comparable(Reflect.get(sim, name).state(), sim.url)]);
}

/**
 * A value whose bytes are text: in how many pieces and of which class they are does not count, nor does where the
 * simulator answers, of which the URLs of queues are made.
 */
export function comparable(value: unknown, url: string): unknown {
  if (typeof value === "string") return value.replaceAll(url, "");
  if (value instanceof Blob) return { blob: Buffer.from(value.bytes()).toString("base64") };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [key, comparable(item, url)]));
  if (Array.isArray(value)) return value.map((item) => comparable(item, url));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, comparable(member, url)]));
}
