import { type ChecksumAlgorithm, createHasher } from "../checksums/algorithms.js";
import type { ObjectVersion, StoredChecksum } from "../state/objects.js";

/** The digests of a copy. */
export interface Digests {
  /** Hexadecimal. */
  readonly md5: string;
  readonly checksum: StoredChecksum;
}

/**
 * The MD5 and checksum of an object's whole content: the stored ones if they apply, else computed. An object
 * uploaded in parts has neither.
 */
export function digestsOf(object: ObjectVersion, algorithm: ChecksumAlgorithm): Digests {
  const { checksum, encryption, etag, parts } = object;
  const md5 = encryption.kind === "AES256" && !parts ? etag : digest(object, "MD5").toString("hex");
  if (checksum.algorithm === algorithm && checksum.type === "FULL_OBJECT") return { md5, checksum };
  const value = digest(object, algorithm).toString("base64");
  return { md5, checksum: { algorithm, value, type: "FULL_OBJECT" } };
}

function digest({ content }: ObjectVersion, algorithm: ChecksumAlgorithm | "MD5"): Buffer {
  const hasher = createHasher(algorithm);
  for (const piece of content.read()) hasher.update(piece);
  return hasher.digest();
}
