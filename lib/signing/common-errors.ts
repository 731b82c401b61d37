import { AwsError } from "../runtime/errors.js";
import type { AuthErrors, SigningTime } from "./rejections.js";
import { basicTime, dateHeader } from "./times.js";

/** The spelling of the default errors in a protocol. */
export interface Spelling {
  readonly status: number;
  readonly incompleteStatus: number;
  /** Message for unsigned requests. */
  readonly missing: string;
  readonly codes: {
    readonly missing: string;
    readonly incomplete: string;
    readonly unknownKey: string;
    readonly mismatch: string;
    readonly expiredToken: string;
  };
}

const INVALID_TOKEN = "The security token included in the request is invalid.";
const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key " +
  "and signing method. Consult the service documentation for details.";

/** The default errors of the services of a protocol. */
export function commonErrors({ status, incompleteStatus, missing, codes }: Spelling): AuthErrors {
  const incomplete = (reason: string) => new AwsError(codes.incomplete, reason, { status: incompleteStatus });
  const unknown = () => new AwsError(codes.unknownKey, INVALID_TOKEN, { status });
  const mismatch = (reason: string, headers?: Readonly<Record<string, string>>) =>
    new AwsError(codes.mismatch, reason, { status, headers });
  return {
    missing: () => new AwsError(codes.missing, missing, { status }),
    malformed: ({ reason }) => incomplete(reason),
    undated: (date) => incomplete(date === undefined ? NO_DATE : notADate(date)),
    badLifetime: (reason = "X-Amz-Expires is missing") => incomplete(reason),
    unknownKey: unknown,
    wrongToken: unknown,
    expiredToken: () =>
      new AwsError(codes.expiredToken, "The security token included in the request is expired", { status }),
    wrongService: (expected) => mismatch(`Credential should be scoped to correct service: '${expected}'.`),
    wrongRegion: () => mismatch("Credential should be scoped to a valid region."),
    wrongDay: (scopeDay, date) => mismatch(wrongDay(scopeDay, date)),
    unsignedHeaders: ([name]) =>
      mismatch(`${signedHeader(name)} must be a 'SignedHeader' in the AWS Authorization.`),
    expired: (time) => mismatch(expired(time), dateHeader(time)),
    notYetCurrent: (time) => mismatch(notYetCurrent(time), dateHeader(time)),
    mismatch: () => mismatch(MISMATCH),
  };
}

const NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

/** The name of a header in the error; with HTTP/2, `host` has another name. */
function signedHeader(name: string | undefined): string {
  return name === "host" ? "'Host' or ':authority'" : `'${name}'`;
}

function notADate(text: string): string {
  return `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`;
}

function wrongDay(scopeDay: string, date: string): string {
  return (
    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
    `'${scopeDay}' != '${date.slice(0, 8)}', from '${date}'.`
  );
}

function expired({ signedAt, now, tolerance, lifetime = tolerance }: SigningTime): string {
  return `Signature expired: ${basicTime(signedAt)} is now earlier than ${basicTime(now - lifetime)} (${basicTime(now)} - ${lifetime / 60_000} min.)`;
}

function notYetCurrent({ signedAt, now, tolerance }: SigningTime): string {
  return `Signature not yet current: ${basicTime(signedAt)} is still later than ${basicTime(now + tolerance)} (${basicTime(now)} + ${tolerance / 60_000} min.)`;
}
