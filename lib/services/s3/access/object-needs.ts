import type { Need, Requirement } from "../../../authorization/requirement.js";
import type { Context } from "../../../runtime/context.js";
import { type BucketReference, findBucketAnywhere } from "../buckets/find.js";
import { readCopySource } from "../copies/source.js";
import { formOf } from "../forms/origin.js";
import type { Tagging } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import type { KeySources } from "./condition-keys.js";
import { bucketNeed, existing, type ObjectTarget, objectNeed } from "./needs.js";

type OfObject = BucketReference & ObjectTarget;

/** `s3:GetObjectTagging`; with a version id `s3:GetObjectVersionTagging`. */
function versioned(action: string, versionId: string | undefined): string {
  return versionId === undefined ? action : action.replace(/^(s3:(?:Get|Put|Delete)Object)/, "$1Version");
}

/** An action on an object, with a separate action for versions. */
export function onObject(action: string) {
  return (input: OfObject, ctx: Context): Requirement =>
    objectNeed(ctx, findBucketAnywhere(ctx, input), input, versioned(action, input.VersionId));
}

/** An action on an object that is the same for versions. */
export function onKey(action: string) {
  return (input: OfObject, ctx: Context): Requirement =>
    objectNeed(ctx, findBucketAnywhere(ctx, input), input, action);
}

/** As {@link onObject}; a missing object is revealed to callers who may list the bucket. */
export function reading(...actions: readonly string[]) {
  return (input: OfObject, ctx: Context): readonly Requirement[] => {
    const bucket = findBucketAnywhere(ctx, input);
    return actions.flatMap((action) => readingOf(ctx, bucket, input, action));
  };
}

function readingOf(
  ctx: Context,
  bucket: BucketRow,
  target: ObjectTarget,
  action: string,
  sources: KeySources = {},
): readonly Requirement[] {
  const need = objectNeed(ctx, bucket, target, versioned(action, target.VersionId), sources);
  if (existing(ctx, bucket, target)) return [need];
  const list = target.VersionId === undefined ? "s3:ListBucket" : "s3:ListBucketVersions";
  const given = new Map([["prefix", target.Key]]);
  const listing = bucketNeed(ctx, { Bucket: bucket.name }, list, { ...sources, given });
  // A missing object has no ACL: that of the bucket decides who may see that it is missing.
  return [{ ...need, grant: need.grant ?? listing.grant }, listing];
}

/** The request members that require further actions when they create an object. */
type NewObject = BucketReference & { readonly Key: string } & Partial<
    Record<
      | "ACL"
      | "GrantFullControl"
      | "GrantRead"
      | "GrantReadACP"
      | "GrantWriteACP"
      | "Tagging"
      | "IfMatch"
      | "ObjectLockMode"
      | "ObjectLockLegalHoldStatus",
      string
    >
  > & { readonly ObjectLockRetainUntilDate?: Date };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html#API_PutObject_RequestSyntax */
export function writing(input: NewObject, ctx: Context): readonly Requirement[] {
  return writingOf(input, ctx, true);
}

/** The same for a multipart upload, which creates an object only when it is completed. */
export function beginning(input: NewObject, ctx: Context): readonly Requirement[] {
  return writingOf(input, ctx, false);
}

/** A part of an upload. */
export function writingPart(input: OfObject, ctx: Context): Requirement {
  return objectNeed(ctx, findBucketAnywhere(ctx, input), input, "s3:PutObject", { creates: false });
}

/** The end of an upload, where it depends on the object that it replaces also of that. */
export function completing(
  input: OfObject & { readonly IfMatch?: string },
  ctx: Context,
): readonly Requirement[] {
  const actions = input.IfMatch === undefined ? ["s3:PutObject"] : ["s3:PutObject", "s3:GetObject"];
  const bucket = findBucketAnywhere(ctx, input);
  return actions.map((action) => objectNeed(ctx, bucket, { Key: input.Key }, action, { creates: true }));
}

function writingOf(input: NewObject, ctx: Context, creates: boolean): readonly Requirement[] {
  const bucket = findBucketAnywhere(ctx, input);
  const tags = input.Tagging === undefined ? undefined : new Map(new URLSearchParams(input.Tagging));
  // Forms have their ACL in a field.
  const given = input.ACL === undefined ? undefined : new Map([["x-amz-acl", input.ACL]]);
  const target = { Key: input.Key };
  const form = formOf(input);
  return actionsOf(input).map((action) =>
    objectNeed(ctx, bucket, target, action, { tags, form, creates, ...(given && { given }) }),
  );
}

function actionsOf(input: NewObject): readonly string[] {
  const { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP } = input;
  const actions = ["s3:PutObject"];
  if (ACL ?? GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWriteACP) actions.push("s3:PutObjectAcl");
  if (input.Tagging !== undefined) actions.push("s3:PutObjectTagging");
  if (input.ObjectLockMode ?? input.ObjectLockRetainUntilDate) actions.push("s3:PutObjectRetention");
  if (input.ObjectLockLegalHoldStatus !== undefined) actions.push("s3:PutObjectLegalHold");
  if (input.IfMatch !== undefined) actions.push("s3:GetObject");
  return actions;
}

/** The source of a copy is checked before its target. */
export function copying(
  input: NewObject & { readonly CopySource: string; readonly TaggingDirective?: string },
  ctx: Context,
): readonly Requirement[] {
  const { bucket: name, key, versionId: VersionId, accessPoint } = readCopySource(ctx, input.CopySource);
  const target = writing(input, ctx);
  const bucket = findBucketAnywhere(ctx, { Bucket: name });
  const source = { Key: key, ...(VersionId !== undefined && { VersionId }) };
  const needs = [...readingOf(ctx, bucket, source, "s3:GetObject", { accessPoint })];
  const isTagged = Object.keys(existing(ctx, bucket, source)?.tags ?? {}).length > 0;
  if (!isTagged || input.TaggingDirective === "REPLACE") return [...needs, ...target];
  needs.push(objectNeed(ctx, bucket, source, versioned("s3:GetObjectTagging", VersionId), { accessPoint }));
  const own = ctx.table(BUCKETS).get(input.Bucket);
  if (own) needs.push(objectNeed(ctx, own, { Key: input.Key }, "s3:PutObjectTagging"));
  return [...needs, ...target];
}

/** The permissions for copying a part, which has neither tags nor an ACL. */
export function copyingPart(
  input: OfObject & { readonly CopySource: string },
  ctx: Context,
): readonly Requirement[] {
  const { bucket: name, key, versionId, accessPoint } = readCopySource(ctx, input.CopySource);
  const source = { Key: key, ...(versionId !== undefined && { VersionId: versionId }) };
  const bucket = findBucketAnywhere(ctx, { Bucket: name });
  return [...readingOf(ctx, bucket, source, "s3:GetObject", { accessPoint }), writingPart(input, ctx)];
}

/** The permissions for deleting an object or a version. */
export function deleting(
  input: OfObject & { readonly BypassGovernanceRetention?: boolean; readonly IfMatch?: string },
  ctx: Context,
): readonly Requirement[] {
  const bucket = findBucketAnywhere(ctx, input);
  const needs = [objectNeed(ctx, bucket, input, versioned("s3:DeleteObject", input.VersionId))];
  if (input.BypassGovernanceRetention)
    needs.push(objectNeed(ctx, bucket, input, "s3:BypassGovernanceRetention"));
  return needs;
}

/** The tags of an object, with those that the request sets. */
export function tagging(input: OfObject & { readonly Tagging?: Tagging }, ctx: Context): Need {
  const tags = new Map(input.Tagging?.TagSet?.map(({ Key, Value }) => [Key, Value]));
  const action = versioned("s3:PutObjectTagging", input.VersionId);
  return objectNeed(ctx, findBucketAnywhere(ctx, input), input, action, { tags });
}
