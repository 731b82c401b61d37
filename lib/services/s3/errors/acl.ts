import type { AwsError } from "../../../runtime/errors.js";
import { accessDenied, invalidArgument, invalidRequest, malformedXml, methodNotAllowed } from "./requests.js";
import { s3Error } from "./s3-error.js";

export function malformedAcl(): AwsError {
  return s3Error(400, "MalformedACLError", malformedXml().message);
}

/** S3 says nothing more of it: the message is empty. */
export function unknownCannedAcl(value: string): AwsError {
  return invalidArgument("", "x-amz-acl", value);
}

/** @param name where it stands: `uri` in a header, `Group/URI` in XML. */
export function invalidGroup(name: string, uri: string): AwsError {
  return invalidArgument("Invalid group uri", name, uri);
}

/** @param name where it stands: `id` in a header, `CanonicalUser/ID` in XML. */
export function invalidGrantee(name: string, id: string): AwsError {
  return invalidArgument("Invalid id", name, id);
}

export function unreadableGrant(header: string, text: string): AwsError {
  return invalidArgument("Argument format not recognized", header, text);
}

/** Since October 2025 S3 takes no grant to an e-mail address any more. */
export function emailGrant(resource: "BUCKET" | "OBJECT"): AwsError {
  return methodNotAllowed("PUT", resource);
}

export function noAclSupplied(): AwsError {
  const message = "Your request was missing a required header";
  return s3Error(400, "MissingSecurityHeader", message, { MissingHeaderName: "x-amz-acl" });
}

export function cannedAclAndGrants(): AwsError {
  return invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
}

export function aclInHeadersAndBody(): AwsError {
  return s3Error(400, "UnexpectedContent", "This request does not support content");
}

export function aclsDisabled(): AwsError {
  return s3Error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
}

export function aclAgainstOwnership(BucketName: string): AwsError {
  const message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
  return s3Error(400, "InvalidBucketAclWithObjectOwnership", message, { BucketName });
}

/** CreateBucket asks for a public ACL, which every new bucket blocks. */
export function publicAclOfNewBucket(BucketName: string): AwsError {
  const message = "Bucket cannot have public ACLs set with BlockPublicAccess enabled";
  return s3Error(400, "InvalidBucketAclWithBlockPublicAccessError", message, { BucketName });
}

/** @param action `s3:PutBucketAcl`, and so on. @param resource its ARN. */
export function publicAclBlocked(caller: string, action: string, resource: string): AwsError {
  return accessDenied(
    `User: ${caller} is not authorized to perform: ${action} on resource: "${resource}" because public access ` +
      "control lists (ACLs) are blocked by the BlockPublicAcls block public access setting",
  );
}
