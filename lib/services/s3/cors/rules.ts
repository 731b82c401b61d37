import { wildcardMatcher } from "../../../text/wildcards.js";
import type { CORSRule } from "../generated/types.js";

/** The properties of a cross-origin request or its preflight. */
export interface CrossOriginRequest {
  readonly origin: string;
  readonly method: string;
  /** Header names in lower case. */
  readonly headers: readonly string[];
}

/** A rule that allows a request, and its matching origin. */
export interface Allowance {
  readonly rule: CORSRule;
  readonly allowedOrigin: string;
}

/**
 * The first rule that allows the whole request.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export function allowanceOf(
  rules: readonly CORSRule[],
  { origin, method, headers }: CrossOriginRequest,
): Allowance | undefined {
  for (const rule of rules) {
    const allowedOrigin = rule.AllowedOrigins.find((pattern) => wildcardMatcher(pattern)(origin));
    if (allowedOrigin === undefined || !rule.AllowedMethods.includes(method)) continue;
    const allowed = (rule.AllowedHeaders ?? []).map((pattern) => pattern.toLowerCase());
    if (headers.every((name) => allowed.some((pattern) => wildcardMatcher(pattern)(name))))
      return { rule, allowedOrigin };
  }
  return undefined;
}

/** The names in `Access-Control-Request-Headers`. */
export function requestedHeaders(text = ""): string[] {
  return text
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}

/** The response headers that allow a request. `headers` are the requested header names. */
export function allowanceHeaders(
  { rule, allowedOrigin }: Allowance,
  origin: string,
  headers: readonly string[] = [],
): Record<string, string> {
  const anybody = allowedOrigin === "*";
  return {
    "Access-Control-Allow-Origin": anybody ? "*" : origin,
    "Access-Control-Allow-Methods": rule.AllowedMethods.join(", "),
    ...(headers.length > 0 && { "Access-Control-Allow-Headers": headers.join(", ") }),
    ...(rule.ExposeHeaders?.length && { "Access-Control-Expose-Headers": rule.ExposeHeaders.join(", ") }),
    ...(rule.MaxAgeSeconds !== undefined && { "Access-Control-Max-Age": String(rule.MaxAgeSeconds) }),
    ...(!anybody && { "Access-Control-Allow-Credentials": "true" }),
    Vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}
