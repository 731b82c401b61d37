import { checksumOf } from "../checksums/algorithms.js";
import { combineCrcs, isCrc } from "../checksums/combine.js";
import type { StoredChecksum } from "../state/objects.js";
import type { PartRow, UploadRow } from "../state/uploads.js";
import { algorithmOf } from "./parts.js";

/** The ETag of a multipart object: the MD5 of its parts' ETags, and their number. */
export function multipartEtag(etags: readonly string[]): string {
  const md5 = checksumOf(
    "MD5",
    etags.map((etag) => Buffer.from(etag, "hex")),
  );
  return `${md5.toString("hex")}-${etags.length}`;
}

/** The checksum of a multipart object, computed without reading its bytes. */
export function checksumOfWhole(upload: UploadRow, parts: readonly PartRow[]): StoredChecksum {
  const algorithm = algorithmOf(upload);
  if (upload.checksum?.type === "COMPOSITE" || !isCrc(algorithm)) {
    const value = checksumOf(
      algorithm,
      parts.map(({ checksum }) => checksum),
    ).toString("base64");
    return { algorithm, value, type: "COMPOSITE" };
  }
  const stretches = parts.map(({ checksum, content }) => ({ checksum, size: content.size }));
  return { algorithm, value: combineCrcs(algorithm, stretches).toString("base64"), type: "FULL_OBJECT" };
}
