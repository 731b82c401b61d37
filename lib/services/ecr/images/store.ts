import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { IMAGE_LISTING, IMAGE_TAGS, IMAGES, type ImageRow, MANIFEST_LISTS, SCANS } from "../state/images.js";
import { inRepository } from "../state/repositories.js";

const DAY = 86_400_000;

export function imageOf(ctx: Context, repositoryName: string, digest: string): ImageRow | undefined {
  return ctx.table(IMAGES).get(inRepository(repositoryName, digest));
}

export function taggedImage(ctx: Context, repositoryName: string, tag: string): ImageRow | undefined {
  const digest = ctx.table(IMAGE_TAGS).get(inRepository(repositoryName, tag));
  return digest === undefined ? undefined : imageOf(ctx, repositoryName, digest);
}

/** Stores a new or changed image, and its index entries. */
export function keepImage(ctx: Context, row: ImageRow): void {
  const before = imageOf(ctx, row.repositoryName, row.digest);
  if (before && listingKey(before) !== listingKey(row)) ctx.table(IMAGE_LISTING).delete(listingKey(before));
  if (!before) {
    for (const child of row.children) {
      ctx.table(MANIFEST_LISTS).put(inRepository(row.repositoryName, child, row.digest), row.digest);
    }
  }
  ctx.table(IMAGES).put(inRepository(row.repositoryName, row.digest), row);
  ctx.table(IMAGE_LISTING).put(listingKey(row), row.digest);
}

/** Adds a tag to an image, and removes it from another one. */
export function tagImage(ctx: Context, row: ImageRow, tag: string): void {
  const before = taggedImage(ctx, row.repositoryName, tag);
  if (before?.digest === row.digest) return;
  if (before) keepImage(ctx, { ...before, tags: before.tags.filter((other) => other !== tag) });
  ctx.table(IMAGE_TAGS).put(inRepository(row.repositoryName, tag), row.digest);
  keepImage(ctx, { ...row, tags: [...row.tags, tag] });
}

/** Removes a tag; the image remains, even without tags. */
export function untagImage(ctx: Context, row: ImageRow, tag: string): void {
  ctx.table(IMAGE_TAGS).delete(inRepository(row.repositoryName, tag));
  keepImage(ctx, { ...row, tags: row.tags.filter((other) => other !== tag) });
}

/** Removes an image with its tags and its scan. */
export function removeImage(ctx: Context, row: ImageRow): void {
  const { repositoryName, digest } = row;
  for (const tag of row.tags) ctx.table(IMAGE_TAGS).delete(inRepository(repositoryName, tag));
  for (const child of row.children)
    ctx.table(MANIFEST_LISTS).delete(inRepository(repositoryName, child, digest));
  ctx.table(SCANS).delete(inRepository(repositoryName, digest));
  ctx.table(IMAGE_LISTING).delete(listingKey(row));
  ctx.table(IMAGES).delete(inRepository(repositoryName, digest));
}

/** Digests of the manifest lists that contain an image, which prevent its deletion. */
export function manifestListsOf(ctx: Context, { repositoryName, digest }: ImageRow): string[] {
  return [...withPrefix(ctx.table(MANIFEST_LISTS), inRepository(repositoryName, digest, ""))];
}

export function imagesOf(ctx: Context, repositoryName: string): ImageRow[] {
  return [...withPrefix(ctx.table(IMAGES), inRepository(repositoryName))];
}

/** Records a pull. AWS records at most one a day. */
export function notePull(ctx: Context, row: ImageRow): void {
  const last = row.lastPulledAt?.getTime();
  if (last !== undefined && ctx.now() - last < DAY) return;
  ctx.table(IMAGES).put(inRepository(row.repositoryName, row.digest), { ...row, lastPulledAt: ctx.date() });
}

/** The listing key starts with `T` for images with tags, `U` for others. */
function listingKey({ repositoryName, tags, digest }: ImageRow): string {
  return inRepository(repositoryName, tags.length > 0 ? "T" : "U", digest);
}
