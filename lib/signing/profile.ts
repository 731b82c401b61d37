/** How the requests of a service are signed, where services differ. */
export interface SigningProfile {
  /** Milliseconds by which the time of a signature may differ from now. */
  readonly tolerance: number;
  /** The path is signed as it was sent. Left out, `.`, `..` and empty segments are removed before it is signed. */
  readonly signsRawPath?: true;
  /**
   * The signature covers what `x-amz-content-sha256` declares about the body, and the body is checked against that.
   * Left out, the signature covers the body itself.
   */
  readonly declaresPayload?: true;
  /** Presigned requests must have an expiry, which holds even where signatures are not verified. */
  readonly requiresExpiry?: true;
  /** Signatures of version 2 are accepted. */
  readonly version2?: {
    /** Whether a query parameter is part of what is signed. */
    signsParameter(name: string): boolean;
  };
}

/** The profile of services that declare no other. */
export const STANDARD_SIGNING: SigningProfile = Object.freeze({ tolerance: 5 * 60_000 });
