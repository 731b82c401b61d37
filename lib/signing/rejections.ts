import type { AwsError } from "../runtime/errors.js";

/** What a signature should have been. */
export interface Calculation {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** 64 hex digits. */
  readonly signature: string;
}

/** A moment of signing and how far it may be from the present, all in milliseconds. */
export interface SigningTime {
  readonly signedAt: number;
  readonly now: number;
  readonly tolerance: number;
  /** How long a presigned request is valid; left out for others. */
  readonly lifetime?: number;
}

/** A signature that lacks parts, or has parts that cannot be read. */
export interface MalformedSignature {
  readonly kind: "malformed";
  /** The message of most services. */
  readonly reason: string;
  /** What is wrong, for services that have an error of their own for each flaw. */
  readonly flaw: SignatureFlaw;
  readonly presigned: boolean;
}

export type SignatureFlaw =
  /** An `Authorization` header of another kind. */
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
  /** The date is missing or cannot be read. */
  undated(date: string | undefined, presigned: boolean): AwsError;
  /** `X-Amz-Expires` of a presigned request is missing or not a duration. */
  badLifetime(reason?: string): AwsError;
  unknownKey(accessKeyId: string): AwsError;
  wrongToken(token: string | undefined, accessKeyId: string): AwsError;
  expiredToken(): AwsError;
  wrongService(expected: string, found: string, presigned: boolean): AwsError;
  wrongRegion(expected: string, found: string, presigned: boolean): AwsError;
  /** The scope's day is not that of the signature. */
  wrongDay(scopeDay: string, date: string, presigned: boolean): AwsError;
  /** Headers that must be part of the signature are not. */
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
  /** The request is signed by a header and declares nothing. */
  missing(): AwsError;
  /** The declaration is neither a digest nor one of the words in place of a digest. */
  invalid(declared: string): AwsError;
  /** The body has another digest than the one that was declared. */
  mismatch(declared: string, computed: string): AwsError;
}

/** The errors of a service that accepts signatures of version 2. */
export interface Version2Errors {
  /** The region accepts only version 4. */
  unsupported(): AwsError;
  /** The date of a request that is not presigned is missing or cannot be read. */
  undated(): AwsError;
  /** The date, which the request gives as `time`, is too far from now. */
  skewed(time: string, now: number, tolerance: number): AwsError;
  /** `Expires` of a presigned request is missing, or not a number of seconds. */
  badExpiry(expires: string | undefined): AwsError;
  expired(expires: number, now: number): AwsError;
}
