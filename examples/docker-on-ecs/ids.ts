import { createHash, randomBytes } from "node:crypto";

/** 64 hexadecimal digits. */
export function newId(): string {
  return randomBytes(32).toString("hex");
}

/** The first twelve digits of an id, which clients show. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** 64 hexadecimal digits that belong to a text. */
export function idOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const ADJECTIVES = ["brave", "calm", "eager", "gentle", "keen", "lucid", "merry", "quiet", "sharp", "swift"];
const NOUNS = [
  "badger",
  "beacon",
  "cedar",
  "comet",
  "falcon",
  "harbor",
  "lantern",
  "otter",
  "pebble",
  "willow",
];

/** A name for a container that was given none, such as `calm_otter_3fa9`. */
export function newName(): string {
  const [a = 0, b = 0, c = 0, d = 0] = randomBytes(4);
  const digits = Buffer.from([c, d]).toString("hex");
  return `${ADJECTIVES[a % ADJECTIVES.length]}_${NOUNS[b % NOUNS.length]}_${digits}`;
}
