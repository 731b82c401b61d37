import type { WireRequest } from "../wire/message.js";
import type { Signing } from "./profile.js";
import type { AuthErrors } from "./rejections.js";
import type { Signature } from "./scope.js";
import { basicTime, parseBasicTime, parseDateHeader } from "./times.js";

/** Seconds. */
const LONGEST_LIFETIME = 604_800;

/** A request whose time is checked. */
export interface TimedRequest {
  readonly request: WireRequest;
  readonly signature: Signature;
  readonly signing: Signing;
}

/** The signing time of a request, in milliseconds since the epoch. Throws if it is too far from `now`. */
export function checkSigningTime({ request, signature, signing }: TimedRequest, now: number): number {
  const { tolerance, errors } = signing;
  const signedAt = signature.presigned
    ? presignedAt(new URLSearchParams(request.query), errors)
    : headerSignedAt(request, errors);
  const date = basicTime(signedAt);
  if (!date.startsWith(signature.date)) throw errors.wrongDay(signature.date, date, signature.presigned);
  const lifetime = signature.presigned ? lifetimeOf(new URLSearchParams(request.query), signing) : undefined;
  const time = { signedAt, now, tolerance, lifetime };
  if (now > signedAt + (lifetime ?? tolerance)) throw errors.expired(time);
  if (now < signedAt - tolerance) throw errors.notYetCurrent(time);
  return signedAt;
}

function headerSignedAt({ headers }: WireRequest, errors: AuthErrors): number {
  const text = headers["x-amz-date"] ?? headers.date;
  const time = text === undefined ? undefined : parseDateHeader(text);
  if (time === undefined) throw errors.undated(text, false);
  return time;
}

function presignedAt(query: URLSearchParams, errors: AuthErrors): number {
  const text = query.get("X-Amz-Date") ?? undefined;
  const time = text === undefined ? undefined : parseBasicTime(text);
  if (time === undefined) throw errors.undated(text, true);
  return time;
}

/** Milliseconds. If it is optional, a presigned request without it is valid as long as any other. */
function lifetimeOf(query: URLSearchParams, { requiresExpiry, errors }: Signing): number | undefined {
  const text = query.get("X-Amz-Expires");
  if (text === null) {
    if (requiresExpiry) throw errors.badLifetime();
    return undefined;
  }
  if (!/^-?\d+$/.test(text)) throw errors.badLifetime("X-Amz-Expires should be a number");
  const seconds = Number(text);
  if (seconds < 0) throw errors.badLifetime("X-Amz-Expires must be non-negative");
  if (seconds > LONGEST_LIFETIME) throw errors.badLifetime(TOO_LONG);
  return seconds * 1000;
}

const TOO_LONG =
  "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds";
