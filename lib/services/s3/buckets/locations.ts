import { dnsSuffix } from "../../../shared/partitions.js";
import {
  illegalLocationConstraint,
  invalidLocationConstraint,
  wrongSigningRegion,
} from "../errors/buckets.js";
import { isRegion } from "./regions.js";

/** The location of a new bucket, and the response of CreateBucket. */
export interface BucketLocation {
  readonly region: string;
  /** As in the request: `EU` stays `EU`. */
  readonly constraint: string | undefined;
  /** The `Location` header. */
  readonly header: string;
}

/** The old name of eu-west-1. */
const EU = "EU";

/**
 * Validates a location constraint against the endpoint of the request, which is that of its signing region.
 *
 * @param endpoint that region; us-east-1 creates buckets in any region.
 * @throws InvalidLocationConstraint, IllegalLocationConstraintException, AuthorizationHeaderMalformed
 */
export function locationOf(endpoint: string, bucket: string, constraint = ""): BucketLocation {
  // A pseudo region of SDKs that S3 does not have.
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
