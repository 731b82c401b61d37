import type { AuthErrors, PayloadErrors, Version2Errors } from "./rejections.js";

/** How the requests of a service are signed, where services differ. */
export interface SigningProfile {
  /** Maximum difference between the time of a signature and the current time, in milliseconds. */
  readonly tolerance: number;
  /** The errors for rejected signatures. Default those of the service's protocol. */
  readonly errors?: AuthErrors;
  /** The path is signed as sent. Default `.`, `..` and empty segments are removed before signing. */
  readonly signsRawPath?: true;
  /**
   * The signature covers the body declaration in `x-amz-content-sha256`, and the body is checked against it;
   * these are the errors of that check. Default the signature covers the body itself.
   */
  readonly declaredPayload?: PayloadErrors;
  /** Presigned requests must have an expiry, which is checked even if signatures are not verified. */
  readonly requiresExpiry?: true;
  /** Accepts signatures of version 2. */
  readonly version2?: Version2Profile;
}

/** Signing with version 2, which contains no region, day or service. */
export interface Version2Profile {
  /** The regions that accept it. */
  readonly regions: ReadonlySet<string>;
  readonly errors: Version2Errors;
  /** Whether a query parameter is signed. */
  signsParameter(name: string): boolean;
}

/** A profile with resolved errors. */
export type Signing = SigningProfile & Required<Pick<SigningProfile, "errors">>;

/** The default profile. */
export const STANDARD_SIGNING: SigningProfile = Object.freeze({ tolerance: 5 * 60_000 });
