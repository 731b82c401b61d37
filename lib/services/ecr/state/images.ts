import { defineTable } from "../../../runtime/store/store.js";
import type { ImageScanFinding, ImageStatus, ScanStatus } from "../generated/types.js";

/** An image: one manifest with any number of tags. */
export interface ImageRow {
  readonly repositoryName: string;
  readonly digest: string;
  /** Exactly as sent, because its digest is that of these bytes. */
  readonly manifest: string;
  readonly mediaType: string;
  readonly artifactMediaType?: string;
  readonly subjectDigest?: string;
  /** Digests of the manifests in a manifest list. */
  readonly children: readonly string[];
  /** Compressed, in bytes. */
  readonly size: number;
  readonly pushedAt: Date;
  readonly tags: readonly string[];
  readonly status: ImageStatus;
  readonly lastPulledAt?: Date;
  readonly lastArchivedAt?: Date;
  readonly lastActivatedAt?: Date;
}

/** Images by repository and digest. */
export const IMAGES = defineTable<ImageRow>({ name: "ecr.images", key: ["repositoryName", "digest"] });

/** Digests of images by repository, presence of tags, and digest: the order of all listings. */
export const IMAGE_LISTING = defineTable<string>({
  name: "ecr.image-listings",
  key: ["repositoryName", "tagStatus", "digest"],
});

/** Digests of images by repository and tag. */
export const IMAGE_TAGS = defineTable<string>({ name: "ecr.image-tags", key: ["repositoryName", "tag"] });

/** Digests of manifest lists by repository, the digest of an image in them, and their own. */
export const MANIFEST_LISTS = defineTable<string>({
  name: "ecr.manifest-lists",
  key: ["repositoryName", "digest", "listDigest"],
});

/** The latest scan of an image. */
export interface ScanRow {
  readonly id: string;
  readonly repositoryName: string;
  readonly digest: string;
  readonly startedAt: Date;
  readonly status: ScanStatus;
  readonly description?: string;
  readonly completedAt?: Date;
  readonly findings: readonly ImageScanFinding[];
}

/** Scans by repository and digest. */
export const SCANS = defineTable<ScanRow>({ name: "ecr.scans", key: ["repositoryName", "digest"] });
