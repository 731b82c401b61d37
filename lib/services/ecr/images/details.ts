import type { Context } from "../../../runtime/context.js";
import type { Image, ImageDetail } from "../generated/types.js";
import { scanOf, summaryOf } from "../scans/results.js";
import type { ImageRow } from "../state/images.js";
import { identifierOf } from "./identifiers.js";

/** An image as returned by DescribeImages. Without tags, the list is omitted. */
export function describeImage(at: Context, row: ImageRow): ImageDetail {
  const scan = scanOf(at, row);
  return {
    registryId: at.account,
    repositoryName: row.repositoryName,
    imageDigest: row.digest,
    ...(row.tags.length > 0 && { imageTags: row.tags }),
    imageSizeInBytes: row.size,
    imagePushedAt: row.pushedAt,
    ...(scan && {
      imageScanStatus: { status: scan.status, description: scan.description },
      imageScanFindingsSummary: summaryOf(scan),
    }),
    imageManifestMediaType: row.mediaType,
    artifactMediaType: row.artifactMediaType,
    lastRecordedPullTime: row.lastPulledAt,
    subjectManifestDigest: row.subjectDigest,
    imageStatus: row.status,
    lastArchivedAt: row.lastArchivedAt,
    lastActivatedAt: row.lastActivatedAt,
  };
}

/** An image as returned by PutImage and BatchGetImage. */
export function imageReply(at: Context, row: ImageRow, tag: string | undefined): Image {
  return {
    registryId: at.account,
    repositoryName: row.repositoryName,
    imageId: identifierOf(row, tag),
    imageManifest: row.manifest,
    imageManifestMediaType: row.mediaType,
  };
}
