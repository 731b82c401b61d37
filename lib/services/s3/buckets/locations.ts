import { dnsSuffix } from "../../../shared/partitions.js";
import {
  illegalLocationConstraint,
  invalidLocationConstraint,
  wrongSigningRegion,
} from "../errors/buckets.js";
import { isRegion } from "./regions.js";

/** Where CreateBucket puts a bucket, and how it answers. */
export interface BucketLocation {
  readonly region: string;
  /** As the client named it: `EU` stays `EU`. */
  readonly constraint: string | undefined;
  /** The `Location` header. */
  readonly header: string;
}

/** The old name of eu-west-1. */
const EU = "EU";

/**
 * Checks a location constraint against the endpoint that the request came to:
 * here, the region that it was signed for.
 *
 * @param endpoint that region; the one of us-east-1 creates buckets anywhere else too.
 * @throws InvalidLocationConstraint, IllegalLocationConstraintException, AuthorizationHeaderMalformed
 */
export function locationOf(endpoint: string, bucket: string, constraint = ""): BucketLocation {
  // SDKs have a region of this name, S3 has none.
  if (endpoint === "aws-global") throw wrongSigningRegion(endpoint);
  if (endpoint === "us-east-1" && constraint === "") {
    return { region: endpoint, constraint: undefined, header: `/${bucket}` };
  }
  const region = constraint === EU ? "eu-west-1" : constraint;
  if (endpoint === "us-east-1") {
    if (region === endpoint || !isRegion(region)) throw invalidLocationConstraint(constraint);
  } else if (region !== endpoint) {
    throw illegalLocationConstraint(constraint === "" ? undefined : constraint);
  }
  return { region, constraint, header: `http://${bucket}.s3.${dnsSuffix(region)}/` };
}
