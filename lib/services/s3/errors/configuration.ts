import type { AwsError } from "../../../runtime/errors.js";
import { s3Error } from "./s3-error.js";

export function noSuchBucketPolicy(BucketName: string): AwsError {
  return s3Error(404, "NoSuchBucketPolicy", "The bucket policy does not exist", { BucketName });
}

/** @param Detail the part of the policy that is at fault. */
export function malformedPolicy(message: string, Detail?: string): AwsError {
  return s3Error(400, "MalformedPolicy", message, { Detail });
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

/** Of the listings of the same families; the message is S3's own. */
export function malformedContinuationToken(): AwsError {
  return s3Error(400, "MalformedContinuationToken", "The continuation-token you provided invalid.");
}

/** An inventory's id in the query is not that of its body. */
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

/** The code is AWS's spelling. S3 tells the source's region unless that is us-east-1. */
export function crossLocationLogging(TargetBucketLocation: string, source: string): AwsError {
  return s3Error(403, "CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", {
    TargetBucketLocation,
    ...(source !== "us-east-1" && { SourceBucketLocation: source }),
  });
}
