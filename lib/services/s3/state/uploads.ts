import { defineTable } from "../../../runtime/store/store.js";
import type { Blob } from "../../../wire/blob.js";
import type { ChecksumAlgorithm } from "../checksums/algorithms.js";
import type { ChecksumType } from "../generated/types.js";
import type { ObjectVersion, VersionSequence } from "./objects.js";

/** The members of an object that only completion determines. */
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
  | "replication"
  | "uploadId";

/** A multipart upload that was neither completed nor aborted. */
export interface UploadRow extends Omit<ObjectVersion, Unsettled> {
  readonly bucket: string;
  readonly uploadId: string;
  /** Position among the uploads of its key, in order of initiation. */
  readonly sequence: VersionSequence;
  readonly initiated: Date;
  readonly initiator: Initiator;
  /** As requested. Default a CRC64NVME of the whole object. */
  readonly checksum?: UploadChecksum;
  /** The existing object when the upload was initiated. */
  readonly found: VersionSequence | undefined;
}

/** The checksum type of the object: over all its bytes, or over the checksums of its parts. */
export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
}

/** The initiator of an upload. */
export interface Initiator {
  /** ARN of a user or role; for the root user the canonical id. */
  readonly id: string;
  readonly displayName: string;
}

/** A part that was uploaded, or copied from an object. */
export interface PartRow {
  readonly number: number;
  readonly content: Blob;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  /** By the upload's algorithm. Default CRC64NVME. */
  readonly checksum: Buffer;
  /** The checksum that the client sent for this part, if the upload has no algorithm. */
  readonly sent?: SentChecksum;
}

/** A checksum as clients send it. */
export interface SentChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64. */
  readonly value: string;
}

/** Uploads by `uploadName`: in key order, then in order of initiation. */
export const UPLOADS = defineTable<UploadRow>({
  name: "s3.uploads",
  key: ["bucket", "key", "sequence"],
  scope: "global",
});

/** Parts by `partName`: those of an upload by number. */
export const PARTS = defineTable<PartRow>({
  name: "s3.parts",
  key: ["bucket", "key", "sequence", "number"],
  scope: "global",
});
