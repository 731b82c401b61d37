import { illegalLocationConstraint, invalidLocationConstraint } from "../errors/buckets.js";
import type { BucketLocationConstraint } from "../generated/types.js";

/** Where CreateBucket puts a bucket, and how it answers. */
export interface BucketLocation {
  /** As the client named it. */
  readonly constraint: BucketLocationConstraint | undefined;
  /** The `Location` header. */
  header(bucket: string): string;
}

/**
 * Checks a location constraint against the endpoint that the request came to:
 * here, the region that it was signed for.
 *
 * @throws InvalidLocationConstraint, IllegalLocationConstraintException
 */
export function locationOf(region: string, constraint: BucketLocationConstraint | undefined): BucketLocation {
  if (region === "us-east-1") {
    if (constraint !== undefined) throw invalidLocationConstraint(constraint);
    return { constraint: undefined, header: (bucket) => `/${bucket}` };
  }
  if (constraint !== region && !(constraint === "EU" && region === "eu-west-1")) {
    throw illegalLocationConstraint(constraint);
  }
  return { constraint, header: (bucket) => `http://${bucket}.s3.amazonaws.com/` };
}
