import {
  duplicateTag,
  invalidTagKey,
  invalidTagValue,
  malformedTagHeader,
  systemTag,
  type Tagged,
  tooManyTags,
} from "./errors/objects.js";
import type { Tag } from "./generated/types.js";

/** Tags of an object by key. */
export type Tags = Readonly<Record<string, string>>;

const MAX_TAGS = { object: 10, bucket: 50 };
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
const ALLOWED = /^[\p{L}\p{N}\s+\-=._:/@]*$/u;

/**
 * The validated tags of a request.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 *
 * @throws BadRequest for too many, InvalidTag for an invalid one
 */
export function checkedTags(tags: readonly Tag[], tagged: Tagged): readonly Tag[] {
  if (tags.length > MAX_TAGS[tagged]) throw tooManyTags(tagged);
  const keys = new Set<string>();
  for (const tag of tags) {
    if (keys.has(tag.Key)) throw duplicateTag(tag.Key);
    keys.add(tag.Key);
    checkTag(tag, tagged);
  }
  return tags;
}

function checkTag({ Key, Value }: Tag, tagged: Tagged): void {
  if (Key.startsWith("aws:")) throw systemTag(tagged, Key);
  if (Key === "" || [...Key].length > MAX_KEY_LENGTH || !ALLOWED.test(Key)) throw invalidTagKey(Key);
  if ([...Value].length > MAX_VALUE_LENGTH || !ALLOWED.test(Value)) throw invalidTagValue(Key, Value);
}

/**
 * Parses the header `x-amz-tagging`: `k1=v1&k2=v2`, URL-encoded.
 *
 * @throws InvalidArgument for a malformed string or a duplicate key; errors of {@link checkedTags}
 */
export function tagsFromHeader(text: string): Tags {
  const tags = text
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => readPair(pair, text));
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw malformedTagHeader(text);
  // S3 returns tags of the header sorted by key.
  tags.sort((a, b) => (a.Key < b.Key ? -1 : 1));
  return tagRecord(checkedTags(tags, "object"));
}

function readPair(pair: string, text: string): Tag {
  const [key = "", value = "", ...rest] = pair.split("=");
  if (rest.length > 0 || pair.includes(",")) throw malformedTagHeader(text);
  try {
    return { Key: decode(key), Value: decode(value) };
  } catch {
    throw malformedTagHeader(text);
  }
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** Tags of an object in their stored form. */
export function tagRecord(tags: readonly Tag[]): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Stored tags as S3 returns them. */
export function tagSet(tags: Tags): readonly Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
