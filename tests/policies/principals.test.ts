import { expect, test } from "vitest";
import type { Statement } from "../../lib/policies/document.js";
import {
  checkPrincipals,
  isForEverybody,
  isPrincipalArn,
  normalizedPrincipal,
} from "../../lib/policies/principals.js";

test.each([
  ["arn:aws:iam::123456789012:root", true],
  ["arn:aws-cn:iam::123456789012:role/team/app", true],
  ["arn:aws:sts::123456789012:assumed-role/app/session", true],
  ["arn:aws:iam::aws:policy/ReadOnlyAccess", false],
  ["arn:aws:iam:us-east-1:123456789012:root", false],
  ["arn:aws:s3:::bucket", false],
  ["123456789012", false],
])("%s is the ARN of a principal: %s", (value, expected) => {
  expect(isPrincipalArn(value)).toBe(expected);
});

test("an account becomes its root, in the partition of the region", () => {
  expect(normalizedPrincipal("123456789012", "cn-north-1")).toBe("arn:aws-cn:iam::123456789012:root");
  expect(normalizedPrincipal("arn:aws:iam::123456789012:role/app", "us-east-1")).toBe(
    "arn:aws:iam::123456789012:role/app",
  );
});

test.each<[Pick<Statement, "Principal" | "NotPrincipal">, boolean]>([
  [{ Principal: "*" }, true],
  [{ Principal: { AWS: ["123456789012", "*"] } }, true],
  [{ NotPrincipal: { AWS: "123456789012" } }, true],
  [{ Principal: { AWS: "123456789012" } }, false],
  [{ Principal: { Service: "*" } }, false],
  [{}, false],
])("%j is for everybody: %s", (elements, expected) => {
  expect(isForEverybody({ Effect: "Allow", ...elements })).toBe(expected);
});

test.each([
  ["*", undefined],
  [{ Service: ["a.b"] }, undefined],
  ["everybody", '{"value":"everybody"}'],
  [["*"], '{"value":["*"]}'],
  [{ Service: "a" }, '{"kind":"Service","value":"a"}'],
  [{ Service: ["a.b", 1] }, '{"kind":"Service","value":1}'],
  [{ Nobody: [] }, '{"kind":"Nobody","value":[]}'],
])("the flaw of the principal %j: %s", (Principal, flaw) => {
  const forms = new Map([["Service", (value: string) => value.includes(".")]]);
  const check = (elements: object) =>
    checkPrincipals({ Effect: "Allow", ...elements }, forms, (found) => new Error(JSON.stringify(found)));
  for (const elements of [{ Principal }, { NotPrincipal: Principal }]) {
    if (flaw === undefined) expect(() => check(elements)).not.toThrow();
    else expect(() => check(elements)).toThrow(flaw);
  }
});
