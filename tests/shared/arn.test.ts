import fc from "fast-check";
import { expect, test } from "vitest";
import { formatArn, parseArn, regionalArn } from "../../lib/shared/arn.js";

test.each([
  ["us-east-1", "arn:aws:ecs:us-east-1:123456789012:task/c/1"],
  ["cn-north-1", "arn:aws-cn:ecs:cn-north-1:123456789012:task/c/1"],
  ["us-gov-west-1", "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task/c/1"],
])("the partition follows the region %s (A09)", (region, arn) => {
  expect(regionalArn("ecs", { account: "123456789012", region }, "task/c/1")).toBe(arn);
});

test("parsing undoes formatting", () => {
  const account = fc.stringMatching(/^\d{12}$/);
  const resource = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(account, resource, (account, resource) => {
      const arn = { partition: "aws", service: "lambda", region: "eu-west-1", account, resource };
      expect(parseArn(formatArn(arn))).toEqual(arn);
    }),
  );
});

test.each([
  "",
  "arn",
  "arn:aws:ecs",
  "arn:aws:ecs:eu-west-1:12:task/x",
  "arn:aws:ecs:eu-west-1:123456789012:",
  "xarn:aws:ecs:r:123456789012:t",
])("%j is not an ARN", (text) => {
  expect(parseArn(text)).toBeUndefined();
});
