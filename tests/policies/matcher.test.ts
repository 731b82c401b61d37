import fc from "fast-check";
import { expect, test } from "vitest";
import { isAbout } from "../../lib/policies/matcher.js";

const text = fc.stringMatching(/^[ab:*?]{0,6}$/);

test.each([
  ["s3:GetObject", "arn:aws:s3:::b/k", true],
  ["S3:getobject", "arn:aws:s3:::b/k", true],
  ["s3:PutObject", "arn:aws:s3:::b/k", false],
  ["s3:GetObject", "arn:aws:s3:::B/k", false],
  ["s3:GetObject", "arn:aws:s3:::b", false],
])("a statement about reading a bucket's objects, asked about %s on %s: %s", (action, resource, expected) => {
  const statement = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::b/?" } as const;
  expect(isAbout(statement, action, resource)).toBe(expected);
});

test("NotAction and NotResource are about all others", () => {
  fc.assert(
    fc.property(fc.array(text), text, fc.array(text), text, (actions, action, resources, resource) => {
      const about = (elements: object) => isAbout({ Effect: "Deny", ...elements }, action, resource);
      const isAction = about({ Action: actions, Resource: "*" });
      expect(about({ NotAction: actions, Resource: "*" })).toBe(!isAction);
      const isResource = about({ Action: "*", Resource: resources });
      expect(about({ Action: "*", NotResource: resources })).toBe(!isResource);
      expect(about({ Action: actions, Resource: resources })).toBe(isAction && isResource);
    }),
  );
});
