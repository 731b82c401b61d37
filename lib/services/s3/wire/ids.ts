import type { AnswerIdSource, AnswerIds } from "../../../wire/hooks.js";

/**
 * S3's two ids: `x-amz-request-id` with 16 capital letters and digits, `x-amz-id-2` in base64. Every response
 * has both.
 */
export function answerIds(source: AnswerIdSource): AnswerIds {
  return { requestId: source.capitals(16), hostId: source.base64(76) };
}
