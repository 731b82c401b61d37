import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { checkCustomerKey } from "../encryption/customer-keys.js";
import type { HeadObjectOutput, HeadObjectRequest } from "../generated/types.js";
import { expirationMember } from "../lifecycle/expiration.js";
import type { ObjectVersion } from "../state/objects.js";
import { checkReadConditions } from "./conditions.js";
import { described } from "./described.js";
import { findObject } from "./find.js";
import { overrides } from "./overrides.js";
import { checkPartRequest, type Selection, select } from "./selection.js";
import { checkVersionId } from "./versions.js";

/** What a GET or HEAD found: the object, what of it was asked for, and what to tell. */
export interface Reading {
  readonly object: ObjectVersion;
  readonly selection: Selection;
  readonly members: HeadObjectOutput;
}

/**
 * All that GetObject and HeadObject have in common.
 *
 * @throws NoSuchKey, NoSuchVersion, MethodNotAllowed, PreconditionFailed, 304, InvalidRange, ...
 */
export function read(ctx: Context, input: HeadObjectRequest, method: "GET" | "HEAD"): Reading {
  const bucket = findBucket(ctx, input);
  if (input.VersionId !== undefined) checkVersionId(input.VersionId);
  checkPartRequest(input);
  const object = findObject(ctx, bucket, input, method);
  const now = ctx.now();
  checkCustomerKey(object.encryption, input);
  checkReadConditions(object, input, now);
  const selection = select(object, input);
  const members = described(object, bucket, now);
  // Not said of a version that is named.
  if (input.VersionId === undefined && bucket.configuration.lifecycle)
    Object.assign(members, expirationMember(bucket, object));
  // Behind a Content-Length Node would read a Content-Disposition as UTF-8, and refuse to send what is Latin-1.
  Object.assign(members, overrides(ctx, input), selection.members);
  return { object, selection, members };
}
