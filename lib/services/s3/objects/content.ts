import type { BlobWriter } from "../../../runtime/blobs.js";
import type { Context } from "../../../runtime/context.js";
import { isPromise } from "../../../values/promises.js";
import { Blob } from "../../../wire/blob.js";
import type { StreamingBody } from "../../../wire/streaming-body.js";
import { type ChecksumAlgorithm, checksumOfBytes, createHasher, md5Of } from "../checksums/algorithms.js";
import { checkContentMd5, compareContentMd5 } from "../checksums/content-md5.js";
import {
  type ChecksummedUpload,
  checkPromised,
  checkPromisedValue,
  promisedChecksum,
} from "../checksums/request.js";
import { entityTooLarge } from "../errors/objects.js";
import type { StoredChecksum } from "../state/objects.js";

/** Maximum size of one request body, in bytes. */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** The members of a request with the content of an object or a part. */
export type ContentRequest = ChecksummedUpload & {
  readonly ContentLength?: number;
  readonly ContentMD5?: string;
};

/** Complete content that matches the declared digests. */
export interface ReceivedContent {
  readonly content: Blob;
  /** Hexadecimal. */
  readonly md5: string;
  readonly checksum: StoredChecksum;
}

/** A completely read body. */
interface Digested {
  readonly content: Blob;
  /** Hexadecimal. */
  readonly md5: string;
  /** Base64. */
  readonly checksum: string;
}

/**
 * Reads the content of an object or a part and verifies the declared digests. Buffered bodies are processed
 * synchronously.
 *
 * @param byDefault the checksum that S3 computes if the client sends none
 * @throws EntityTooLarge, BadDigest, InvalidDigest, InvalidRequest
 */
export function receiveContent(
  ctx: Context,
  request: ContentRequest,
  byDefault: ChecksumAlgorithm,
): ReceivedContent | Promise<ReceivedContent> {
  const { Body, ContentLength = 0, ContentMD5 } = request;
  if (ContentLength > MAX_UPLOAD_BYTES) throw entityTooLarge(ContentLength, MAX_UPLOAD_BYTES);
  const promised = promisedChecksum(request);
  if (promised) checkPromisedValue(promised);
  if (ContentMD5 !== undefined) checkContentMd5(ContentMD5);
  const algorithm = promised?.algorithm ?? byDefault;
  const compare = ({ content, md5, checksum }: Digested): ReceivedContent => {
    if (ContentMD5 !== undefined) compareContentMd5(ContentMD5, md5, "hex");
    if (promised) checkPromised(promised, checksum, Body);
    return { content, md5, checksum: { algorithm, value: checksum, type: "FULL_OBJECT" } };
  };
  const digested = digest(ctx, Body, algorithm);
  return isPromise(digested) ? Promise.resolve(digested).then(compare) : compare(digested);
}

const NOTHING = new Uint8Array(0);

function digest(
  ctx: Context,
  body: StreamingBody | undefined,
  algorithm: ChecksumAlgorithm,
): Digested | Promise<Digested> {
  if (body && !body.whole) return digestStream(ctx.blobWriter(), body, algorithm);
  const bytes = body?.whole ?? NOTHING;
  return {
    content: Blob.of([bytes]),
    md5: md5Of(bytes),
    checksum: checksumOfBytes(algorithm, bytes).toString("base64"),
  };
}

async function digestStream(
  writer: BlobWriter,
  body: StreamingBody,
  algorithm: ChecksumAlgorithm,
): Promise<Digested> {
  const md5 = createHasher("MD5");
  const checksum = createHasher(algorithm);
  try {
    for await (const piece of body) {
      writer.write(piece);
      md5.update(piece);
      checksum.update(piece);
    }
    return {
      content: writer.finish(),
      md5: md5.digest().toString("hex"),
      checksum: checksum.digest().toString("base64"),
    };
  } catch (error) {
    writer.discard();
    throw error;
  }
}
