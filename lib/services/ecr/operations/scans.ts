import type { Context } from "../../../runtime/context.js";
import { imageArchived, scanNotFound, scanQuotaExceeded, unsupportedImageType } from "../errors/images.js";
import { scanningDisabled } from "../errors/registry.js";
import type {
  DescribeImageScanFindingsRequest,
  DescribeImageScanFindingsResponse,
  StartImageScanRequest,
  StartImageScanResponse,
} from "../generated/types.js";
import { findImage, identifierOf } from "../images/identifiers.js";
import { isManifestList } from "../images/manifest.js";
import { pager } from "../paging.js";
import { registrySettings } from "../registry.js";
import { findRepository } from "../repositories.js";
import { scanOf, summaryOf } from "../scans/results.js";
import { countScanDescribe, startScan } from "../scans/start.js";

const DAY = 86_400_000;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartImageScan.html */
export function startImageScan(input: StartImageScanRequest, ctx: Context): StartImageScanResponse {
  const { at, name } = findRepository(ctx, input);
  const image = findImage(at, name, input.imageId);
  if (registrySettings(at).scanningConfiguration.scanType === "ENHANCED") throw scanningDisabled();
  if (isManifestList(image.mediaType)) throw unsupportedImageType(image.mediaType);
  if (image.status === "ARCHIVED") throw imageArchived();
  const last = scanOf(at, image);
  if (last && at.now() - last.startedAt.getTime() < DAY) throw scanQuotaExceeded();
  const { status } = startScan(at, image);
  return {
    registryId: at.account,
    repositoryName: name,
    imageId: identifierOf(image, input.imageId.imageTag),
    imageScanStatus: { status },
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
export function describeImageScanFindings(
  input: DescribeImageScanFindingsRequest,
  ctx: Context,
): DescribeImageScanFindingsResponse {
  const { at, name } = findRepository(ctx, input);
  const image = findImage(at, name, input.imageId);
  const scan = scanOf(at, image);
  const imageId = identifierOf(image, input.imageId.imageTag);
  if (!scan) throw scanNotFound(imageId, name, at);
  countScanDescribe(at, scan);
  const { status, description, findings } = scan;
  const summary = summaryOf(scan);
  const { items, next } = pager.list(input, `DescribeImageScanFindings ${scan.id}`, findings);
  return {
    registryId: at.account,
    repositoryName: name,
    imageId,
    imageScanStatus: { status, description },
    ...(summary && { imageScanFindings: { ...summary, findings: items } }),
    nextToken: next,
  };
}
