import type { Json } from "../connect/json.js";
import type { S3Object } from "../services/s3/views.js";
import { namesOf } from "../text/suggestions.js";
import { andThen } from "../values/promises.js";
import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { hasAll, rejectUnknownExpected } from "./partial.js";
import { show } from "./show.js";
import { judgeReads, type Read, type Subject, subjectOf } from "./subject.js";

/** The expected members of an object, each possibly in part, and its content as `text`. */
export type WantedObject = { readonly [Member in keyof S3Object | "text"]?: unknown };

type SeenObject = (S3Object | Json<S3Object>) & { readonly text?: string | undefined };

const MEMBERS = namesOf<WantedObject>({
  bucket: true,
  key: true,
  versionId: true,
  size: true,
  etag: true,
  lastModified: true,
  storageClass: true,
  contentType: true,
  headers: true,
  metadata: true,
  tags: true,
  encryption: true,
  lock: true,
  text: true,
});

/** `expect(sim).toHaveObject("exports", "report.csv", { contentType: "text/csv", text: "a,b" })` */
export function toHaveObject(
  this: MatcherContext,
  received: unknown,
  bucket: string,
  key: string,
  wanted: WantedObject = {},
): Judgement {
  const { s3 } = subjectOf(received, "toHaveObject");
  rejectUnknownExpected(wanted, MEMBERS, "An object");
  const members = Object.keys(wanted).length === 0 ? "" : ` with ${show(wanted)}`;
  return judgeReads<SeenObject | undefined, readonly SeenObject[]>(
    objectOf(s3, bucket, key, "text" in wanted),
    () => s3.objects(bucket),
    (found, all) =>
      judge({
        wanted: `object ${key}${members} in ${bucket}`,
        kind: "objects",
        // The object with the key is more helpful than all others.
        all: found ? [line(found)] : all.map(line),
        matching: found && hasAll(this, found, wanted) ? [line(found)] : [],
      }),
  );
}

/** An object, with its content if `text` is expected. */
function objectOf(
  s3: Subject["s3"],
  bucket: string,
  key: string,
  withText: boolean,
): Read<SeenObject | undefined> {
  return andThen<SeenObject | undefined, SeenObject | undefined>(s3.object(bucket, key), (object) => {
    if (!object || !withText) return object;
    return andThen<string | undefined, SeenObject>(s3.text(bucket, key), (text) => ({ ...object, text }));
  });
}

function line({ key, size, contentType, text }: SeenObject): string {
  return `${key} (${contentType}, ${size} bytes)${text === undefined ? "" : ` ${show(text)}`}`;
}
