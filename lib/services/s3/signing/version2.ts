import type { Version2Profile } from "../../../signing/profile.js";
import { isoSeconds } from "../../../signing/times.js";
import { s3Error } from "../errors/requests.js";
import { isSubResource } from "../wire/sub-resources.js";

/** The regions that opened before 2014; all others reject signatures of version 2. */
const REGIONS: ReadonlySet<string> = new Set([
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-west-1",
  "sa-east-1",
  "us-east-1",
  "us-west-1",
  "us-west-2",
]);

/** Signed parameters besides sub-resources: they select or change the response. */
const SELECTING = /^(?:defaultObjectAcl|partNumber|response-[a-z-]+|select-type|storageClass|versionId)$/;

/**
 * S3's rules for signatures of version 2.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#ConstructingTheCanonicalizedResourceElement
 */
export const version2: Version2Profile = {
  regions: REGIONS,
  signsParameter: (name) => isSubResource(name) || SELECTING.test(name),
  errors: {
    unsupported: () => s3Error(400, "InvalidRequest", UNSUPPORTED),
    undated: () => s3Error(403, "AccessDenied", UNDATED),
    skewed: (RequestTime, now, MaxAllowedSkewMilliseconds) =>
      s3Error(403, "RequestTimeTooSkewed", SKEWED, {
        RequestTime,
        ServerTime: isoSeconds(now),
        MaxAllowedSkewMilliseconds,
      }),
    badExpiry: (expires) =>
      s3Error(
        403,
        "AccessDenied",
        expires === undefined ? INCOMPLETE : `Invalid date (should be seconds since epoch): ${expires}`,
      ),
    expired: (expires, now) =>
      s3Error(403, "AccessDenied", "Request has expired", {
        Expires: isoSeconds(expires),
        ServerTime: isoSeconds(now),
      }),
  },
};

const UNSUPPORTED =
  "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
const UNDATED = "AWS authentication requires a valid Date or x-amz-date header";
const SKEWED = "The difference between the request time and the current time is too large.";
const INCOMPLETE =
  "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
