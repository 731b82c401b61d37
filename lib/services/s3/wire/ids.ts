import type { AnswerIds } from "../../../wire/hooks.js";

/**
 * What S3's two ids look like: `x-amz-request-id` of 16 capital letters and
 * digits, `x-amz-id-2` in base64. Every answer has both, so that one is cut
 * from the other: making each by itself costs twice as much.
 */
export function answerIds(source: { bytes(count: number): Uint8Array }): AnswerIds {
  // A copy: so few bytes are inside the JavaScript heap, and sharing them would move them out of it.
  const hostId = Buffer.from(source.bytes(57)).toString("base64");
  return { requestId: hostId.slice(-16).toUpperCase().replace(/[+/]/g, "0"), hostId };
}
