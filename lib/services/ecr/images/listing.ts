import type { Context } from "../../../runtime/context.js";
import type { ImageStatusFilter, TagStatus } from "../generated/types.js";
import { IMAGE_LISTING, type ImageRow } from "../state/images.js";
import { inRepository } from "../state/repositories.js";
import { imageOf } from "./store.js";

interface ImageFilter {
  readonly tagStatus?: TagStatus;
  readonly imageStatus?: ImageStatusFilter;
}

/** An image with its position in listings. */
export interface ListedImage {
  readonly place: string;
  readonly row: ImageRow;
}

const PREFIXES = { TAGGED: ["T", ""], UNTAGGED: ["U", ""], ANY: [] } as const;

/**
 * The images of a repository that match a filter, from `place` on (inclusive). Archived ones are listed only
 * on request.
 */
export function* listedImages(
  ctx: Context,
  repositoryName: string,
  { tagStatus = "ANY", imageStatus = "ACTIVE" }: ImageFilter = {},
  place?: string,
): Generator<ListedImage> {
  const all = inRepository(repositoryName);
  const wanted = inRepository(repositoryName, ...PREFIXES[tagStatus]);
  for (const [key, digest] of ctx
    .table(IMAGE_LISTING)
    .range({ from: place === undefined ? wanted : all + place })) {
    if (!key.startsWith(wanted)) return;
    const row = imageOf(ctx, repositoryName, digest);
    if (row && (imageStatus === "ANY" || row.status === imageStatus))
      yield { place: key.slice(all.length), row };
  }
}

/** The filter in the name of a listing. */
export function filterName({ tagStatus = "ANY", imageStatus = "ACTIVE" }: ImageFilter = {}): string {
  return `${tagStatus} ${imageStatus}`;
}
