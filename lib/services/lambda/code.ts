import { createHash } from "node:crypto";
import type { Context } from "../../runtime/context.js";
import type { CodeLocation } from "../../runtime/ports/code-store.js";
import { Blob } from "../../wire/blob.js";
import {
  codeMissing,
  emptyZip,
  imageMissing,
  imageUriInvalid,
  notAZip,
  onlyZipFile,
  s3BucketAndKey,
  s3GetFailed,
  unzippedTooLarge,
  zipTooLarge,
} from "./errors/code.js";
import type { FunctionCode } from "./generated/types.js";
import type { Code } from "./state.js";
import { digestOf } from "./text.js";
import { summarizeZip } from "./zip.js";

const LARGEST_UPLOAD = 52_428_800;
const LARGEST_UNZIPPED = 262_144_000;
/** `<registry>/<repository>:<tag>` or `@sha256:<digest>`. */
const IMAGE_URI = /^[\w.-]+(?::\d+)?(?:\/[a-z0-9._-]+)+(?::[\w.-]+|@sha256:[0-9a-f]{64})$/;

/** The code for `source`; a promise if it has to be read from S3. */
export function codeOf(source: FunctionCode, ctx: Context): Code | Promise<Code> {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion, ImageUri } = source;
  if (ZipFile !== undefined) {
    if ([S3Bucket, S3Key, S3ObjectVersion, ImageUri].some((other) => other !== undefined))
      throw onlyZipFile();
    if (ZipFile.length > LARGEST_UPLOAD) throw zipTooLarge();
    return archive(ZipFile);
  }
  if (ImageUri !== undefined) return image(ImageUri, ctx);
  if (S3Bucket === undefined && S3Key === undefined) throw codeMissing();
  if (S3Bucket === undefined || S3Key === undefined) throw s3BucketAndKey();
  const location = { bucket: S3Bucket, key: S3Key, version: S3ObjectVersion };
  const { codeStore } = ctx.ports;
  if (!codeStore) return assumed(location);
  return codeStore.read(ctx, location).then((found) => {
    if ("code" in found) throw s3GetFailed(found.code, found.message);
    return archive(found);
  });
}

function archive(bytes: Uint8Array): Code {
  if (bytes.length === 0) throw emptyZip();
  const summary = summarizeZip(bytes);
  if (!summary) throw notAZip();
  if (summary.entries === 0) throw emptyZip();
  if (summary.unzippedSize > LARGEST_UNZIPPED) throw unzippedTooLarge();
  const sha256 = createHash("sha256").update(bytes).digest("base64");
  return { sha256, size: bytes.length, archive: Blob.of([bytes]) };
}

/** If its repository exists in the simulator, the image must exist; other images are assumed to exist. */
function image(uri: string, ctx: Context): Code {
  if (!IMAGE_URI.test(uri)) throw imageUriInvalid(uri);
  const [, region = ctx.region] = /\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/.exec(uri) ?? [];
  // Images must be in the function's region: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
  if (region !== ctx.region) throw imageUriInvalid(uri);
  const pull = ctx.ports.images?.pull(uri);
  if (pull && "failure" in pull) throw imageMissing(uri);
  const digest = pull?.digest ?? /@(sha256:[0-9a-f]{64})$/.exec(uri)?.[1];
  return { sha256: digest?.replace("sha256:", "") ?? digestOf(uri), size: 0, imageUri: uri };
}

/** Without S3, the object is assumed to exist. Its digest is derived from its location. */
function assumed({ bucket, key, version }: CodeLocation): Code {
  const digest = createHash("sha256").update(JSON.stringify([bucket, key, version]));
  return { sha256: digest.digest("base64"), size: Buffer.byteLength(`${bucket}/${key}`) };
}
