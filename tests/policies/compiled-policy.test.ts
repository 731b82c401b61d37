// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies look so.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CompiledStatement } from "../../lib/policies/compiled-policy.js";
import type { Statement } from "../../lib/policies/document.js";
import { NO_VALUES } from "../../lib/policies/templates.js";

const text = fc.stringMatching(/^[ab:*?]{0,6}$/);

function about(statement: Omit<Statement, "Effect">, action: string, resource: string): boolean {
  const compiled = new CompiledStatement({ Effect: "Allow", ...statement }, 0, true);
  return compiled.isAboutAction(action.toLowerCase()) && compiled.isAboutResource(resource, NO_VALUES);
}

test.each([
  ["s3:GetObject", "arn:aws:s3:::b/k", true],
  ["S3:getobject", "arn:aws:s3:::b/k", true],
  ["s3:PutObject", "arn:aws:s3:::b/k", false],
  ["s3:GetObject", "arn:aws:s3:::B/k", false],
  ["s3:GetObject", "arn:aws:s3:::b", false],
])("a statement about reading a bucket's objects, asked about %s on %s: %s", (action, resource, expected) => {
  expect(about({ Action: "s3:Get*", Resource: "arn:aws:s3:::b/?" }, action, resource)).toBe(expected);
});

describe("patterns", () => {
  test.each([
    ["*", "s3:GetObject", true],
    ["*:*", "s3:GetObject", true],
    ["s*:GetObject", "s3:GetObject", false],
    ["s3:Get Object", "s3:GetObject", false],
    ["GetObject", "s3:GetObject", false],
    ["s3:*", "s3-object-lambda:GetObject", false],
    ["s3:?etObject", "s3:GetObject", true],
  ])("the action %s, asked about %s: %s", (pattern, action, expected) => {
    expect(about({ Action: pattern, Resource: "*" }, action, "*")).toBe(expected);
  });

  test.each([
    ["*", "*", true],
    ["arn:aws:s3:::*", "*", false],
    ["arn:aws:s3:::b*", "arn:aws:s3:::b2/key", true],
    ["arn:aws:*:b", "arn:aws:s3:::b", false],
    ["arn:*:s3:::b", "arn:aws:s3:::b", true],
    ["arn:aws:ecs:*:123456789012:task/*", "arn:aws:ecs:eu-west-1:123456789012:task/c/1", true],
    ["arn:aws:ecs:*:task/*", "arn:aws:ecs:eu-west-1:123456789012:task/c/1", false],
    ["arn:aws:logs:r:1:log-group:g*", "arn:aws:logs:r:1:log-group:g:log-stream:s", true],
    ["arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", true],
    ["arn:aws:s3:::b/${*}", "arn:aws:s3:::b/k", false],
  ])("the resource %s, asked about %s: %s", (pattern, resource, expected) => {
    expect(about({ Action: "*", Resource: pattern }, "a:b", resource)).toBe(expected);
  });
});

test("variables stand for the values of the request, and are literal in policies of 2008", () => {
  const values = { value: (key: string) => (key === "aws:username" ? "a:b*" : undefined) };
  const Resource = "arn:aws:s3:::homes/${aws:Username}/*";
  const is = (resource: string, hasVariables: boolean) =>
    new CompiledStatement({ Effect: "Allow", Action: "*", Resource }, 0, hasVariables).isAboutResource(
      resource,
      values,
    );
  expect(is("arn:aws:s3:::homes/a:b*/k", true)).toBe(true);
  expect(is("arn:aws:s3:::homes/a:bc/k", true)).toBe(false);
  expect(is("arn:aws:s3:::homes/a:b*/k", false)).toBe(false);
  expect(is("arn:aws:s3:::homes/${aws:Username}/k", false)).toBe(true);
});

test("NotAction and NotResource are about all others", () => {
  fc.assert(
    fc.property(fc.array(text), text, fc.array(text), text, (actions, action, resources, resource) => {
      const isAction = about({ Action: actions, Resource: "*" }, action, resource);
      expect(about({ NotAction: actions, Resource: "*" }, action, resource)).toBe(!isAction);
      const isResource = about({ Action: "*", Resource: resources }, action, resource);
      expect(about({ Action: "*", NotResource: resources }, action, resource)).toBe(!isResource);
      expect(about({ Action: actions, Resource: resources }, action, resource)).toBe(isAction && isResource);
    }),
  );
});
