import { AwsError } from "../runtime/errors.js";

/** `x-amz-decoded-content-length` is missing, or not a number. */
export function missingLength(): AwsError {
  const message = "You must provide the Content-Length HTTP header.";
  return new AwsError("MissingContentLength", message, { status: 411 });
}

/** The body is not framed as S3 expects, or ends early. */
export function incomplete(): AwsError {
  return new AwsError("IncompleteBody", "The request body terminated unexpectedly", { status: 400 });
}

/** `x-amz-trailer` contains a name that is not a checksum. */
export function unsupportedTrailer(): AwsError {
  const message = "The value specified in the x-amz-trailer header is not supported";
  return new AwsError("InvalidRequest", message, { status: 400 });
}

/** A chunk that is not the last is too small. */
export function smallChunk(Chunk: number, BadChunkSize: number): AwsError {
  const message = "Only the last chunk is allowed to have a size less than 8192 bytes";
  return new AwsError("InvalidChunkSizeError", message, { status: 403, members: { Chunk, BadChunkSize } });
}

/** A trailer is missing, was not announced, or is not a header. */
export function malformedTrailer(): AwsError {
  const message =
    "The request contained trailing data that was not well-formed or did not conform to our published schema.";
  return new AwsError("MalformedTrailerError", message, { status: 400 });
}
