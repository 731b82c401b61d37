import { hash } from "node:crypto";
import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { Remembered } from "../../../values/remembered.js";
import type { AttributeValue } from "../state/messages.js";

/** The type of a value in a digest of attributes. */
const STRING = Uint8Array.of(1);
const BINARY = Uint8Array.of(2);

/** The number of digests that are kept, and the length of the longest string that one is kept of. */
const MOST = 1_000;
const LONGEST = 1_024;

/** Digests by body: those of short bodies, for which starting to hash costs the most. */
export const DIGESTS = defineTransient("sqs.digests", () => new Remembered(md5Of, MOST));

/**
 * The MD5 digest of a body in UTF-8, in hexadecimal digits. The sender of a message gets it, and soon after its
 * receiver.
 */
export function digestOf(ctx: Context, body: string): string {
  return body.length > LONGEST ? md5Of(body) : ctx.transient(DIGESTS).of(body);
}

function md5Of(text: string): string {
  return hash("md5", text);
}

/**
 * The MD5 digest of attributes. Clients compare it with their own:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 *
 * @returns `undefined` if there are none.
 */
export function attributesDigest(
  attributes: Readonly<Record<string, AttributeValue>> | undefined,
): string | undefined {
  const entries = Object.entries(attributes ?? {});
  if (entries.length === 0) return undefined;
  const pieces = entries
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .flatMap(([name, { DataType = "", StringValue, BinaryValue }]) => [
      ...measured(Buffer.from(name)),
      ...measured(Buffer.from(DataType)),
      BinaryValue === undefined ? STRING : BINARY,
      ...measured(BinaryValue ?? Buffer.from(StringValue ?? "")),
    ]);
  return hash("md5", Buffer.concat(pieces));
}

/** The deduplication id of content-based deduplication. */
export function contentId(body: string): string {
  return hash("sha256", body);
}

function measured(bytes: Uint8Array): Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
