import type { BucketPolicies } from "../../../runtime/ports/bucket-policies.js";
import { isPublic } from "../policies/public.js";
import { readAccessPointPolicy } from "../policies/read.js";

/** Parses policies of access points for S3 Control. */
export const bucketPoliciesPort: BucketPolicies = {
  ofAccessPoint: (arn, document) => ({ isPublic: isPublic(readAccessPointPolicy(document, arn)) }),
};
