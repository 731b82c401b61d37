import { AwsError } from "../../../runtime/errors.js";

/** The elements that S3 adds to an error of some code. */
export type Details = Readonly<Record<string, string | number | undefined>>;

/** One of S3's errors: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3Error(status: number, code: string, message: string, members: Details = {}): AwsError {
  return new AwsError(code, message, { status, members });
}
