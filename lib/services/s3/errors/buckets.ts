import { AwsError } from "../../../runtime/errors.js";
import { endpointHost } from "../../../shared/partitions.js";
import { invalidArgument, invalidRequest, s3Error } from "./requests.js";

export function noSuchBucket(BucketName: string): AwsError {
  return s3Error(404, "NoSuchBucket", "The specified bucket does not exist", { BucketName });
}

export function bucketAlreadyOwnedByYou(BucketName: string): AwsError {
  const message = "Your previous request to create the named bucket succeeded and you already own it.";
  return s3Error(409, "BucketAlreadyOwnedByYou", message, { BucketName });
}

export function bucketAlreadyExists(BucketName: string): AwsError {
  const message =
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
    "Please select a different name and try again.";
  return s3Error(409, "BucketAlreadyExists", message, { BucketName });
}

export function tooManyBuckets(): AwsError {
  return s3Error(400, "TooManyBuckets", "You have attempted to create more buckets than allowed");
}

export function bucketNotEmpty(BucketName: string, versioned: boolean): AwsError {
  const message = "The bucket you tried to delete is not empty";
  const hint = versioned ? ". You must delete all versions in the bucket." : "";
  return s3Error(409, "BucketNotEmpty", message + hint, { BucketName });
}

export function invalidBucketName(BucketName: string): AwsError {
  return s3Error(400, "InvalidBucketName", "The specified bucket is not valid.", { BucketName });
}

export function invalidBucketOwner(value: string): AwsError {
  const message = `The value of the expected bucket owner parameter must be an AWS Account ID... [${value}]`;
  return s3Error(400, "InvalidBucketOwnerAWSAccountID", message);
}

/** The bucket is in a region other than the signing region. */
export function permanentRedirect(Bucket: string, region: string): AwsError {
  const message =
    "The bucket you are attempting to access must be addressed using the specified endpoint. " +
    "Please send all future requests to this endpoint.";
  return new AwsError("PermanentRedirect", message, {
    status: 301,
    members: { Endpoint: endpointHost(`${Bucket}.s3`, region), Bucket },
    headers: { "x-amz-bucket-region": region },
  });
}

export function illegalLocationConstraint(value: string | undefined): AwsError {
  const which = value === undefined ? "unspecified location constraint" : `${value} location constraint`;
  const message = `The ${which} is incompatible for the region specific endpoint this request was sent to.`;
  return s3Error(400, "IllegalLocationConstraintException", message);
}

/** A request to the us-east-1 endpoint was signed for another region. */
export function wrongSigningRegion(found: string): AwsError {
  const Region = "us-east-1";
  const message = `The authorization header is malformed; the region '${found}' is wrong; expecting '${Region}'`;
  return s3Error(400, "AuthorizationHeaderMalformed", message, { Region });
}

export function invalidLocationConstraint(LocationConstraint: string): AwsError {
  const message = "The specified location-constraint is not valid";
  return s3Error(400, "InvalidLocationConstraint", message, { LocationConstraint });
}

export function unknownOwnership(value: string): AwsError {
  const header = "x-amz-object-ownership";
  return invalidArgument(`Invalid ${header} header: ${value}`, header);
}

export function unknownRegion(value: string): AwsError {
  return invalidArgument(`Argument value ${value} is not a valid AWS Region`, "bucket-region");
}

/** ListBuckets was sent to the endpoint of a region other than that of the requested buckets. */
export function otherRegionsEndpoint(): AwsError {
  const message = "Requests with bucket-region specified must be made to the corresponding regional endpoint";
  return invalidArgument(message, "bucket-region");
}

export function badBucketsToken(): AwsError {
  return invalidArgument("The continuation token provided is incorrect", "continuation-token");
}

export function reservedBucketName(BucketName: string): AwsError {
  const message = "The requested bucket name starts with a reserved prefix";
  return s3Error(400, "InvalidBucketName", message, { BucketName });
}

/** CreateBucket requested the account's own namespace, but the name does not belong to it. */
export function outsideNamespace(BucketName: string): AwsError {
  const message =
    "The requested bucket name did not include the account-regional namespace suffix, but the provided " +
    "x-amz-bucket-namespace header value is account-regional. Specify -[accountId]-[region]-an as the bucket name " +
    "suffix to create a bucket in your account-regional namespace, or remove the header.";
  return s3Error(400, "InvalidBucketName", message, { BucketName });
}

/** PutBucketVersioning has neither of the two states. */
export function versioningWithoutStatus(): AwsError {
  const message = "The Versioning element must be specified";
  return s3Error(400, "IllegalVersioningConfigurationException", message);
}

export function ownershipControlsNotFound(BucketName: string): AwsError {
  const message = "The bucket ownership controls were not found";
  return s3Error(404, "OwnershipControlsNotFoundError", message, { BucketName });
}

export function publicAccessBlockNotFound(BucketName: string): AwsError {
  const message = "The public access block configuration was not found";
  return s3Error(404, "NoSuchPublicAccessBlockConfiguration", message, { BucketName });
}

export function noSuchBucketPolicy(BucketName: string): AwsError {
  return s3Error(404, "NoSuchBucketPolicy", "The bucket policy does not exist", { BucketName });
}

/** @param Detail the part of the policy that is at fault. */
export function malformedPolicy(message: string, Detail?: string): AwsError {
  return s3Error(400, "MalformedPolicy", message, { Detail });
}

export function replicationKeepsVersioning(): AwsError {
  const message =
    "A replication configuration is present on this bucket, so you cannot change the versioning state. " +
    "To change the versioning state, first delete the replication configuration.";
  return s3Error(409, "InvalidBucketState", message);
}

/** The rejection is documented; the message is an assumption. */
export function lifecycleWithMfaDelete(): AwsError {
  return invalidRequest("Lifecycle configuration is not supported on buckets with MFA Delete enabled.");
}

export function noSuchLifecycle(BucketName: string): AwsError {
  const message = "The lifecycle configuration does not exist";
  return s3Error(404, "NoSuchLifecycleConfiguration", message, { BucketName });
}

export function noSuchCors(BucketName: string): AwsError {
  return s3Error(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist", { BucketName });
}

export function noSuchWebsite(BucketName: string): AwsError {
  const message = "The specified bucket does not have a website configuration";
  return s3Error(404, "NoSuchWebsiteConfiguration", message, { BucketName });
}

export function noSuchReplication(BucketName: string): AwsError {
  const message = "The replication configuration was not found";
  return s3Error(404, "ReplicationConfigurationNotFoundError", message, { BucketName });
}

/** Of the analytics, intelligent-tiering, inventory and metrics families. */
export function noSuchConfiguration(): AwsError {
  return s3Error(404, "NoSuchConfiguration", "The specified configuration does not exist.");
}

/** For the listings of the same families; the message is S3's. */
export function malformedContinuationToken(): AwsError {
  return s3Error(400, "MalformedContinuationToken", "The continuation-token you provided invalid.");
}

/** An inventory's id in the query differs from that in its body. */
export function idMismatch(): AwsError {
  return s3Error(400, "IdMismatch", "Document ID does not match the specified configuration ID.");
}

export function invalidS3DestinationBucket(): AwsError {
  return s3Error(400, "InvalidS3DestinationBucket", "Invalid bucket ARN.");
}

export function invalidTargetBucketForLogging(TargetBucket: string): AwsError {
  const message = "The target bucket for logging does not exist";
  return s3Error(400, "InvalidTargetBucketForLogging", message, { TargetBucket });
}

/** The code has AWS's spelling. S3 names the source's region unless it is us-east-1. */
export function crossLocationLogging(TargetBucketLocation: string, source: string): AwsError {
  return s3Error(403, "CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", {
    TargetBucketLocation,
    ...(source !== "us-east-1" && { SourceBucketLocation: source }),
  });
}

export function originNeeded(): AwsError {
  return s3Error(400, "BadRequest", "Insufficient information. Origin request header needed.");
}

export function invalidRequestMethod(method: string | undefined): AwsError {
  return s3Error(400, "BadRequest", `Invalid Access-Control-Request-Method: ${method ?? "null"}`);
}

/** @param ResourceType `BUCKET` or `OBJECT`. */
export function corsForbidden(reason: string, Method: string, ResourceType: string): AwsError {
  return s3Error(403, "AccessForbidden", `CORSResponse: ${reason}`, { Method, ResourceType });
}
