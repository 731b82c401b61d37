import type { AuthErrors, PayloadErrors, Version2Errors } from "./rejections.js";

/** How the requests of a service are signed, where services differ. */
export interface SigningProfile {
  /** Milliseconds by which the time of a signature may differ from now. */
  readonly tolerance: number;
  /** The errors for signatures that are rejected. Left out, those of the service's protocol. */
  readonly errors?: AuthErrors;
  /** The path is signed as it was sent. Left out, `.`, `..` and empty segments are removed before it is signed. */
  readonly signsRawPath?: true;
  /**
   * The signature covers what `x-amz-content-sha256` declares about the body, and the body is checked against that;
   * these are the errors of that check. Left out, the signature covers the body itself.
   */
  readonly declaredPayload?: PayloadErrors;
  /** Presigned requests must have an expiry, which is checked even where signatures are not verified. */
  readonly requiresExpiry?: true;
  /** Signatures of version 2 are accepted. */
  readonly version2?: Version2Profile;
}

/** How requests are signed with version 2, which names no region, day or service. */
export interface Version2Profile {
  /** The regions that accept it. */
  readonly regions: ReadonlySet<string>;
  readonly errors: Version2Errors;
  /** Whether a query parameter is part of what is signed. */
  signsParameter(name: string): boolean;
}

/** A profile whose errors are known. */
export type Signing = SigningProfile & Required<Pick<SigningProfile, "errors">>;

/** The profile of services that declare no other. */
export const STANDARD_SIGNING: SigningProfile = Object.freeze({ tolerance: 5 * 60_000 });
