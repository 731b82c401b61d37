import { isPromise } from "../../../values/promises.js";
import type { Blob } from "../../../wire/blob.js";
import type { ChecksumAlgorithm } from "../checksums/algorithms.js";
import { checkContentMd5, compareContentMd5 } from "../checksums/content-md5.js";
import {
  type ChecksummedUpload,
  checkPromised,
  checkPromisedValue,
  promisedChecksum,
} from "../checksums/request.js";
import { entityTooLarge } from "../errors/objects.js";
import type { StoredChecksum } from "../state/objects.js";
import { type Received, receive } from "./receive.js";

/** The largest body of one request. */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** The members of a request that brings the content of an object or a part. */
export type UploadRequest = ChecksummedUpload & {
  readonly ContentLength?: number;
  readonly ContentMD5?: string;
};

/** Content that came whole, and is what the request promised. */
export interface Uploaded {
  readonly content: Blob;
  /** In hexadecimal digits. */
  readonly md5: string;
  readonly checksum: Pick<StoredChecksum, "algorithm" | "value">;
}

/**
 * Reads the content of an object or a part and holds it against what the
 * request promises. Small ones are here at once.
 *
 * @param byDefault The checksum that S3 computes where the client sends none.
 * @throws EntityTooLarge, BadDigest, InvalidDigest, InvalidRequest
 */
export function upload(request: UploadRequest, byDefault: ChecksumAlgorithm): Uploaded | Promise<Uploaded> {
  const { Body, ContentLength = 0, ContentMD5 } = request;
  if (ContentLength > MAX_UPLOAD_BYTES) throw entityTooLarge(ContentLength, MAX_UPLOAD_BYTES);
  const promised = promisedChecksum(request);
  if (promised) checkPromisedValue(promised);
  if (ContentMD5 !== undefined) checkContentMd5(ContentMD5);
  const algorithm = promised?.algorithm ?? byDefault;
  const finish = ({ content, md5, checksum }: Received): Uploaded => {
    if (ContentMD5 !== undefined) compareContentMd5(ContentMD5, md5, "hex");
    if (promised) checkPromised(promised, checksum, Body);
    return { content, md5, checksum: { algorithm, value: checksum.toString("base64") } };
  };
  const received = receive(Body, algorithm);
  return isPromise(received) ? Promise.resolve(received).then(finish) : finish(received);
}
