import type { AwsError } from "../runtime/errors.js";

/** The expected signature. */
export interface Calculation {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** 64 hex digits. */
  readonly signature: string;
}

/** A signing time and its maximum difference from the current time, all in milliseconds. */
export interface SigningTime {
  readonly signedAt: number;
  readonly now: number;
  readonly tolerance: number;
  /** Validity of a presigned request; omitted for others. */
  readonly lifetime?: number;
}

/** A signature with missing or unreadable parts. */
export interface MalformedSignature {
  readonly kind: "malformed";
  /** The message of most services. */
  readonly reason: string;
  /** The problem, for services with a separate error for each. */
  readonly flaw: SignatureFlaw;
  readonly presigned: boolean;
}

export type SignatureFlaw =
  /** An `Authorization` header of another scheme. */
  | { readonly kind: "scheme"; readonly header: string }
  /** Parts are missing. */
  | { readonly kind: "parts" }
  | { readonly kind: "algorithm" }
  /** Parts of a signature of version 2 are missing. */
  | { readonly kind: "version 2" }
  | { readonly kind: "credential"; readonly credential: string }
  /** Both in a header and in the query. */
  | { readonly kind: "twice"; readonly header: string };

/** The errors with which a service rejects signatures. */
export interface AuthErrors {
  /** The request is not signed. */
  missing(): AwsError;
  /** The `Authorization` header lacks parts or is of another scheme. */
  malformed(found: Omit<MalformedSignature, "kind">): AwsError;
  /** The date is missing or unreadable. */
  undated(date: string | undefined, presigned: boolean): AwsError;
  /** `X-Amz-Expires` of a presigned request is missing or invalid. */
  badLifetime(reason?: string): AwsError;
  unknownKey(accessKeyId: string): AwsError;
  wrongToken(token: string | undefined, accessKeyId: string): AwsError;
  expiredToken(): AwsError;
  wrongService(expected: string, found: string, presigned: boolean): AwsError;
  wrongRegion(expected: string, found: string, presigned: boolean): AwsError;
  /** The day in the scope differs from that of the signature. */
  wrongDay(scopeDay: string, date: string, presigned: boolean): AwsError;
  /** Headers that must be signed are not. */
  unsignedHeaders(names: readonly string[]): AwsError;
  expired(time: SigningTime): AwsError;
  notYetCurrent(time: SigningTime): AwsError;
  mismatch(
    expected: Pick<Calculation, "stringToSign"> & Partial<Calculation>,
    found: { accessKeyId: string; signature: string },
  ): AwsError;
}

/** The errors of a service whose requests declare their body in `x-amz-content-sha256`. */
export interface PayloadErrors {
  /** The request has an `Authorization` header and no declaration. */
  missing(): AwsError;
  /** The declaration is neither a digest nor a value that replaces it. */
  invalid(declared: string): AwsError;
  /** The digest of the body differs from the declared one. */
  mismatch(declared: string, computed: string): AwsError;
}

/** The errors of a service that accepts signatures of version 2. */
export interface Version2Errors {
  /** The region accepts only version 4. */
  unsupported(): AwsError;
  /** The date of a request that is not presigned is missing or unreadable. */
  undated(): AwsError;
  /** The date, which is `time` in the request, is too far from the current time. */
  skewed(time: string, now: number, tolerance: number): AwsError;
  /** `Expires` of a presigned request is missing, or not a number of seconds. */
  badExpiry(expires: string | undefined): AwsError;
  expired(expires: number, now: number): AwsError;
}
