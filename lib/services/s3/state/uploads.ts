import { defineTable } from "../../../runtime/store/store.js";
import type { Blob } from "../../../wire/blob.js";
import type { ChecksumAlgorithm } from "../checksums/algorithms.js";
import type { ChecksumType } from "../generated/types.js";
import type { ObjectVersion, VersionSequence } from "./objects.js";

/** What of an object only its completion settles. */
type Unsettled =
  | "kind"
  | "versionId"
  | "sequence"
  | "content"
  | "etag"
  | "lastModified"
  | "checksum"
  | "parts"
  | "restore"
  | "uploadId";

/** A multipart upload that was neither completed nor aborted. */
export interface UploadRow extends Omit<ObjectVersion, Unsettled> {
  readonly bucket: string;
  readonly uploadId: string;
  /** Sorts among the uploads of its key: the first one initiated comes first. */
  readonly sequence: VersionSequence;
  readonly initiated: Date;
  readonly initiator: Initiator;
  /** As it was asked for; left out, S3 computes a CRC64NVME of the whole object. */
  readonly checksum?: UploadChecksum;
  /** The object that was there when the upload was initiated. */
  readonly found: VersionSequence | undefined;
}

/** How the object will be checked: one checksum of all its bytes, or one of its parts' checksums. */
export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
}

/** Who started an upload. */
export interface Initiator {
  /** ARN of a user or role; of an account's root, its canonical id. */
  readonly id: string;
  readonly displayName: string;
}

/** A part that was uploaded, or copied from an object. */
export interface PartRow {
  readonly number: number;
  readonly content: Blob;
  /** Without its quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  /** By the upload's algorithm; CRC64NVME where it has none. */
  readonly checksum: Buffer;
  /** What the client had this part checked by, where the upload itself has no algorithm. */
  readonly sent?: SentChecksum;
}

/** A checksum as clients send it. */
export interface SentChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64. */
  readonly value: string;
}

/** Uploads by `uploadName`: in the order of their keys, then of their initiation. */
export const UPLOADS = defineTable<UploadRow>({
  name: "s3.uploads",
  key: ["bucket", "key", "sequence"],
  scope: "global",
});

/** Parts by `partName`: those of an upload in the order of their numbers. */
export const PARTS = defineTable<PartRow>({
  name: "s3.parts",
  key: ["bucket", "key", "sequence", "number"],
  scope: "global",
});
