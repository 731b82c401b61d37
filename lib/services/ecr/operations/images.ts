import type { Context } from "../../../runtime/context.js";
import type {
  BatchDeleteImageRequest,
  BatchDeleteImageResponse,
  BatchGetImageRequest,
  BatchGetImageResponse,
  DescribeImagesRequest,
  DescribeImagesResponse,
  Image,
  ImageFailure,
  ListImagesRequest,
  ListImagesResponse,
  PutImageRequest,
  PutImageResponse,
} from "../generated/types.js";
import { deleteImages } from "../images/delete.js";
import { describeImage, imageReply } from "../images/details.js";
import { findImage, identifiersOf, resolveImage } from "../images/identifiers.js";
import { filterName, listedImages } from "../images/listing.js";
import { putManifest } from "../images/put.js";
import { notePull } from "../images/store.js";
import { pager, rejectPaging } from "../paging.js";
import { findRepository } from "../repositories.js";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
export function putImage(input: PutImageRequest, ctx: Context): PutImageResponse {
  const found = findRepository(ctx, input);
  return { image: imageReply(found.at, putManifest(found, input), input.imageTag) };
}

/**
 * An image requested only by digest is returned once for each of its tags.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export function batchGetImage(input: BatchGetImageRequest, ctx: Context): BatchGetImageResponse {
  const { at, name } = findRepository(ctx, input);
  const images: Image[] = [];
  const failures: ImageFailure[] = [];
  for (const id of input.imageIds) {
    const { image, failure } = resolveImage(at, name, id);
    if (!image) {
      failures.push(failure);
      continue;
    }
    notePull(at, image);
    const identifiers = id.imageTag === undefined ? identifiersOf(image) : [id];
    images.push(...identifiers.map(({ imageTag }) => imageReply(at, image, imageTag)));
  }
  return { images, failures };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export function describeImages(input: DescribeImagesRequest, ctx: Context): DescribeImagesResponse {
  const { at, name } = findRepository(ctx, input);
  if (input.imageIds) {
    rejectPaging(input, "imageIds");
    const rows = new Set(input.imageIds.map((id) => findImage(at, name, id)));
    return { imageDetails: [...rows].map((row) => describeImage(at, row)) };
  }
  const { items, next } = pager.page(input, {
    name: `DescribeImages ${name} ${filterName(input.filter)}`,
    after: (position) => imagesAfter(at, name, input, position),
    position: ({ place }) => place,
  });
  return { imageDetails: items.map(({ row }) => describeImage(at, row)), nextToken: next };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html */
export function listImages(input: ListImagesRequest, ctx: Context): ListImagesResponse {
  const { at, name } = findRepository(ctx, input);
  const { items, next } = pager.page(input, {
    name: `ListImages ${name} ${filterName(input.filter)}`,
    after: (position) => identifiersAfter(at, name, input, position),
    position: ({ place, index }) => `${place} ${index}`,
  });
  return { imageIds: items.map(({ id }) => id), nextToken: next };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html */
export function batchDeleteImage(input: BatchDeleteImageRequest, ctx: Context): BatchDeleteImageResponse {
  const { at, name } = findRepository(ctx, input);
  return deleteImages(at, name, input.imageIds);
}

function* imagesAfter(
  at: Context,
  name: string,
  { filter }: DescribeImagesRequest,
  position: string | undefined,
) {
  for (const image of listedImages(at, name, filter, position)) if (image.place !== position) yield image;
}

/** One identifier for each tag, or one without a tag. */
function* identifiersAfter(
  at: Context,
  name: string,
  { filter }: ListImagesRequest,
  position: string | undefined,
) {
  const mark = position?.lastIndexOf(" ") ?? 0;
  const start = position?.slice(0, mark);
  for (const { place, row } of listedImages(at, name, filter, start)) {
    const seen = place === start ? Number(position?.slice(mark + 1)) : -1;
    for (const [index, id] of identifiersOf(row).entries()) if (index > seen) yield { place, index, id };
  }
}
