import type { PayloadErrors } from "../../../signing/rejections.js";
import { s3Error } from "../errors/requests.js";

const INVALID =
  "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, " +
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, " +
  "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid " +
  "sha256 value.";
const MISMATCH = "The provided 'x-amz-content-sha256' header does not match what was computed.";

/** S3's errors for the body declaration `x-amz-content-sha256`. */
export const payloadErrors: PayloadErrors = {
  missing: () =>
    s3Error(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256"),
  invalid: (ArgumentValue) =>
    s3Error(400, "InvalidArgument", INVALID, { ArgumentName: "x-amz-content-sha256", ArgumentValue }),
  mismatch: (ClientComputedContentSHA256, S3ComputedContentSHA256) =>
    s3Error(400, "XAmzContentSHA256Mismatch", MISMATCH, {
      ClientComputedContentSHA256,
      S3ComputedContentSHA256,
    }),
};
