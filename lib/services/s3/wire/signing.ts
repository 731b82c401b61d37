import type { SigningProfile } from "../../../signing/profile.js";
import { isSubResource } from "./sub-resources.js";

/** Parameters besides sub-resources that signatures of version 2 cover: they select or change what is returned. */
const SELECTING = /^(?:defaultObjectAcl|partNumber|response-[a-z-]+|select-type|storageClass|versionId)$/;

/** How requests to S3 are signed. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
export const signing: SigningProfile = {
  tolerance: 15 * 60_000,
  signsRawPath: true,
  declaresPayload: true,
  requiresExpiry: true,
  // https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#ConstructingTheCanonicalizedResourceElement
  version2: { signsParameter: (name) => isSubResource(name) || SELECTING.test(name) },
};
