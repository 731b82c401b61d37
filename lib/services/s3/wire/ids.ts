import type { AnswerIds } from "../../../core/wire-hooks.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** What S3's two ids look like: `x-amz-request-id` and `x-amz-id-2`. */
export function answerIds(source: {
  text(alphabet: string, size: number): string;
  bytes(count: number): Uint8Array;
}): AnswerIds {
  // A copy: so few bytes are inside the JavaScript heap, and sharing them would move them out of it.
  const bytes = Buffer.from(source.bytes(57));
  return { requestId: source.text(ALPHABET, 16), hostId: bytes.toString("base64") };
}
