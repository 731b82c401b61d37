import { createHash } from "node:crypto";
import { type Unframed, unframe } from "../protocols/aws-chunked.js";
import { type BodyCheck, checkDigest, type DeclaredDigest } from "../signing/payload.js";
import type { ChunkSignatures } from "../wire/chunk-signatures.js";
import type { RequestHead } from "../wire/hooks.js";
import type { WireRequest } from "../wire/message.js";
import { type StreamingBody, streamingBody } from "../wire/streaming-body.js";

/** Bodies up to this size in bytes are buffered, which is cheaper than a stream. */
const SMALL = 256 * 1024;

/**
 * A body that a handler reads as a stream. A small one is read immediately, unless its client waits for
 * `100 Continue`: such a request may be rejected unread.
 */
export function arriving({
  headers,
  body,
}: WireRequest): Uint8Array | Promise<Uint8Array> | AsyncIterable<Uint8Array> {
  const length = Number(headers["content-length"] ?? (headers["transfer-encoding"] ? Number.NaN : 0));
  return length <= SMALL && headers.expect === undefined ? body.bytes(SMALL) : body.stream();
}

/** The declarations that a body is verified against. */
export interface Declaration {
  readonly check: BodyCheck;
  /** Verifies the chunks of a body that is signed per chunk. */
  readonly chunkSignatures: ChunkSignatures | undefined;
}

/** The content of a body, without its framing. Verifies the declared digest. */
export function contentOf(
  head: RequestHead,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  { check, chunkSignatures }: Declaration,
): Unframed {
  if (check.framing !== undefined) return unframe(head, body, { payload: check.framing, chunkSignatures });
  return { head, body: digested(body, check) };
}

/** As {@link contentOf}, for a complete body. */
export function documentOf(
  head: RequestHead,
  body: Uint8Array,
  { check, chunkSignatures }: Declaration,
): { readonly head: RequestHead; readonly body: Uint8Array } {
  if (check.framing === undefined) {
    checkDigest(check, body);
    return { head, body };
  }
  const content = unframe(head, body, { payload: check.framing, chunkSignatures });
  return { head: content.head, body: content.body.whole ?? body };
}

function digested(body: Uint8Array | AsyncIterable<Uint8Array>, check: BodyCheck): StreamingBody {
  if (check.digest === undefined) return streamingBody(body);
  if (!(body instanceof Uint8Array)) return streamingBody(checked(body, check.digest));
  checkDigest(check, body);
  return streamingBody(body);
}

async function* checked(body: AsyncIterable<Uint8Array>, digest: DeclaredDigest): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const piece of body) {
    hash.update(piece);
    yield piece;
  }
  digest.check(hash.digest("hex"));
}
