import { describe, expect, test } from "vitest";
import { allowanceHeaders, allowanceOf, requestedHeaders } from "../../../../lib/services/s3/cors/rules.js";
import type { CORSRule } from "../../../../lib/services/s3/generated/types.js";

const RULES: CORSRule[] = [
  {
    AllowedOrigins: ["https://*.example.com", "http://exact"],
    AllowedMethods: ["GET", "PUT"],
    AllowedHeaders: ["x-amz-*", "Content-Type"],
    ExposeHeaders: ["ETag", "x-amz-version-id"],
    MaxAgeSeconds: 300,
  },
  { AllowedOrigins: ["*"], AllowedMethods: ["GET"] },
  { AllowedOrigins: ["http://all"], AllowedMethods: ["DELETE"], AllowedHeaders: ["*"] },
];

function ruleOf(origin: string, method: string, headers: string[] = []): number {
  const found = allowanceOf(RULES, { origin, method, headers });
  return found ? RULES.indexOf(found.rule) : -1;
}

describe("which rule allows a request (H18)", () => {
  test.each<[origin: string, method: string, headers: string[], rule: number]>([
    ["https://www.example.com", "PUT", [], 0],
    ["https://a.b.example.com", "GET", ["x-amz-acl", "content-type"], 0],
    ["https://example.com", "PUT", [], -1],
    ["https://.example.com", "PUT", [], 0],
    ["http://www.example.com", "PUT", [], -1],
    ["http://exact", "PUT", [], 0],
    ["http://exact:80", "PUT", [], -1],
    ["https://www.example.com", "GET", ["authorization"], -1],
    ["http://anywhere", "GET", [], 1],
    ["http://anywhere", "GET", ["x-other"], -1],
    ["http://anywhere", "POST", [], -1],
    ["http://all", "DELETE", ["x-anything", "authorization"], 2],
  ])("%s %s %j: rule %d", (origin, method, headers, rule) => {
    expect(ruleOf(origin, method, headers)).toBe(rule);
  });
});

test("responses for browsers", () => {
  const [first, second] = RULES.map((rule) => ({ rule, allowedOrigin: rule.AllowedOrigins[0] ?? "" }));
  if (!first || !second) throw new Error("There are no rules.");
  const Vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
  expect(
    allowanceHeaders(first, "https://www.example.com", requestedHeaders("X-Amz-Acl,  content-type,")),
  ).toEqual({
    "Access-Control-Allow-Origin": "https://www.example.com",
    "Access-Control-Allow-Methods": "GET, PUT",
    "Access-Control-Allow-Headers": "x-amz-acl, content-type",
    "Access-Control-Expose-Headers": "ETag, x-amz-version-id",
    "Access-Control-Max-Age": "300",
    "Access-Control-Allow-Credentials": "true",
    Vary,
  });
  expect(allowanceHeaders(second, "http://anywhere")).toEqual({
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET",
    Vary,
  });
});
