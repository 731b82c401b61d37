import type { AwsError } from "../runtime/errors.js";
import type { MalformedSignature } from "./scope.js";

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
  /** How long a presigned request counts; left out for others. */
  readonly lifetime?: number;
}

/** What a protocol's services answer to requests whose signature they do not accept. */
export interface AuthErrors {
  /** The request is not signed. */
  missing(): AwsError;
  /** The `Authorization` header lacks parts or is of another scheme. */
  malformed(found: Omit<MalformedSignature, "kind">): AwsError;
  /** No date that can be read. */
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
