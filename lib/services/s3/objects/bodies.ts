import type { Blob } from "../../../wire/blob.js";
import { type StreamingBody, streamingBody } from "../../../wire/streaming-body.js";
import type { Span } from "./ranges.js";

const NOTHING = new Uint8Array(0);

/** Bytes of an object as the body of an answer: views of what is stored, not copies. */
export function bodyOf(content: Blob, { start, end }: Span): StreamingBody {
  const pieces = content.read(start, end);
  return streamingBody(pieces.length > 1 ? pieces : (pieces[0] ?? NOTHING));
}
