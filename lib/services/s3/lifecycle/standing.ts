import type { Context } from "../../../runtime/context.js";
import { objectKey } from "../objects/keys.js";
import { otherVersions } from "../objects/versions.js";
import type { BucketRow } from "../state/buckets.js";
import { type AnyVersion, OBJECTS } from "../state/objects.js";
import type { StandingVersion } from "./dues.js";

/** The versions of a key, newest first, with their positions. */
export function standingVersions(ctx: Context, bucket: BucketRow, key: string): StandingVersion[] {
  const current = ctx.table(OBJECTS).get(objectKey(bucket.name, key));
  if (bucket.versioning === undefined) return current ? [{ version: current, newer: 0, alone: true }] : [];
  const versions: AnyVersion[] = [...(current ? [current] : []), ...otherVersions(ctx, bucket.name, key)];
  const standing: StandingVersion[] = [];
  const alone = versions.length === 1;
  let newer = 0;
  let successor: AnyVersion | undefined;
  for (const version of versions) {
    const noncurrentSince = successor?.lastModified.getTime();
    standing.push({ version, newer, alone, ...(noncurrentSince !== undefined && { noncurrentSince }) });
    if (successor && version.kind === "object") newer++;
    successor = version;
  }
  return standing;
}
