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

/** Keeps an image that is new or has changed, and what finds it. */
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

/** Puts a tag on an image, and takes it from the one that had it. */
export function tagImage(ctx: Context, row: ImageRow, tag: string): void {
  const before = taggedImage(ctx, row.repositoryName, tag);
  if (before?.digest === row.digest) return;
  if (before) keepImage(ctx, { ...before, tags: before.tags.filter((other) => other !== tag) });
  ctx.table(IMAGE_TAGS).put(inRepository(row.repositoryName, tag), row.digest);
  keepImage(ctx, { ...row, tags: [...row.tags, tag] });
}

/** Takes a tag away; the image stays, even without any. */
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

/** Digests of the manifest lists that name an image: as long as there are any, it cannot go. */
export function manifestListsOf(ctx: Context, { repositoryName, digest }: ImageRow): string[] {
  return [...withPrefix(ctx.table(MANIFEST_LISTS), inRepository(repositoryName, digest, ""))];
}

export function imagesOf(ctx: Context, repositoryName: string): ImageRow[] {
  return [...withPrefix(ctx.table(IMAGES), inRepository(repositoryName))];
}

/** Somebody pulls the image. AWS notes it at most once a day. */
export function notePull(ctx: Context, row: ImageRow): void {
  const last = row.lastPulledAt?.getTime();
  if (last !== undefined && ctx.now() - last < DAY) return;
  ctx.table(IMAGES).put(inRepository(row.repositoryName, row.digest), { ...row, lastPulledAt: ctx.date() });
}

/** Whether a listing key is of an image with tags: `T`, or without: `U`. */
function listingKey({ repositoryName, tags, digest }: ImageRow): string {
  return inRepository(repositoryName, tags.length > 0 ? "T" : "U", digest);
}
