import type { S3Object } from "../services/s3/views.js";
import { judge, type MatcherContext, type MatcherResult } from "./matcher.js";
import { hasAll } from "./partial.js";
import { show } from "./show.js";
import { subjectOf } from "./subject.js";

/** What is expected of an object: any of its members, each of them in part, and its content as `text`. */
export type WantedObject = { readonly [Member in keyof S3Object | "text"]?: unknown };

/** `expect(sim).toHaveObject("exports", "report.csv", { contentType: "text/csv", text: "a,b" })` */
export function toHaveObject(
  this: MatcherContext,
  received: unknown,
  bucket: string,
  key: string,
  wanted: WantedObject = {},
): MatcherResult {
  const { s3 } = subjectOf(received, "toHaveObject");
  const object = s3.object(bucket, key);
  const found = object && { ...object, ...("text" in wanted && { text: s3.text(bucket, key) }) };
  const members = Object.keys(wanted).length === 0 ? "" : ` with ${show(wanted)}`;
  return judge({
    wanted: `object ${key}${members} in ${bucket}`,
    kind: "objects",
    // The object with the key says more than all others.
    all: found ? [line(found)] : s3.objects(bucket).map(line),
    matching: found && hasAll(this, found, wanted) ? [line(found)] : [],
  });
}

function line({ key, size, contentType, text }: S3Object & { readonly text?: string }): string {
  return `${key} (${contentType}, ${size} bytes)${text === undefined ? "" : ` ${show(text)}`}`;
}
