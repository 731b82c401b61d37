import type { SigningProfile } from "../../../signing/profile.js";
import { signatureErrors } from "./errors.js";
import { payloadErrors } from "./payload-errors.js";
import { version2 } from "./version2.js";

/** How requests to S3 and S3 Control are signed: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
export const version4Signing: SigningProfile = {
  tolerance: 15 * 60_000,
  errors: signatureErrors,
  signsRawPath: true,
  declaredPayload: payloadErrors,
  requiresExpiry: true,
};

/** How requests to S3 are signed. */
export const signing: SigningProfile = { ...version4Signing, version2 };
