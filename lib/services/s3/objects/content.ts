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

/** The largest body of one request. */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** The members of a request that brings the content of an object or a part. */
export type ContentRequest = ChecksummedUpload & {
  readonly ContentLength?: number;
  readonly ContentMD5?: string;
};

/** Content that arrived whole, and matches what the request promises. */
export interface ReceivedContent {
  readonly content: Blob;
  /** In hexadecimal digits. */
  readonly md5: string;
  readonly checksum: StoredChecksum;
}

/** A body that was read to its end. */
interface Digested {
  readonly content: Blob;
  /** In hexadecimal digits. */
  readonly md5: string;
  /** Base64. */
  readonly checksum: string;
}

/**
 * Reads the content of an object or a part and compares it with the digests
 * that the request promises. Buffered bodies are processed synchronously.
 *
 * @param byDefault the checksum that S3 computes if the client sends none
 * @throws EntityTooLarge, BadDigest, InvalidDigest, InvalidRequest
 */
export function receiveContent(
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
  const digested = digest(Body, algorithm);
  return isPromise(digested) ? Promise.resolve(digested).then(compare) : compare(digested);
}

const NOTHING = new Uint8Array(0);

function digest(body: StreamingBody | undefined, algorithm: ChecksumAlgorithm): Digested | Promise<Digested> {
  if (body && !body.whole) return digestStream(body, algorithm);
  const bytes = body?.whole ?? NOTHING;
  return {
    content: Blob.of([bytes]),
    md5: md5Of(bytes),
    checksum: checksumOfBytes(algorithm, bytes).toString("base64"),
  };
}

async function digestStream(body: StreamingBody, algorithm: ChecksumAlgorithm): Promise<Digested> {
  const pieces: Uint8Array[] = [];
  const md5 = createHasher("MD5");
  const checksum = createHasher(algorithm);
  for await (const piece of body) {
    pieces.push(piece);
    md5.update(piece);
    checksum.update(piece);
  }
  return {
    content: Blob.of(pieces),
    md5: md5.digest().toString("hex"),
    checksum: checksum.digest().toString("base64"),
  };
}
