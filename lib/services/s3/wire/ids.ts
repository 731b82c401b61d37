import type { AnswerIds } from "../../../wire/hooks.js";

/**
 * S3's two ids: `x-amz-request-id` with 16 capital letters and digits, `x-amz-id-2` in base64. Every response
 * has both. One is a substring of the other, because generating each separately costs twice as much.
 */
export function answerIds(source: { bytes(count: number): Uint8Array }): AnswerIds {
  // A copy: small buffers are inside the JavaScript heap, and sharing them would move them out of it.
  const hostId = Buffer.from(source.bytes(57)).toString("base64");
  return { requestId: hostId.slice(-16).toUpperCase().replace(/[+/]/g, "0"), hostId };
}
