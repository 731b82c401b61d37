// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies look so.
import fc from "fast-check";
import { expect, test } from "vitest";
import { CompiledPolicy, type CompiledStatement } from "../../lib/policies/compiled-policy.js";
import type { Statement } from "../../lib/policies/document.js";
import { PolicySet } from "../../lib/policies/policy-set.js";
import { NO_VALUES } from "../../lib/policies/templates.js";

const resource = fc.stringMatching(/^[ab/]{0,5}$/).map((name) => `arn:aws:s3:::${name}`);
const pattern = fc.oneof(
  resource,
  fc.stringMatching(/^[ab/*?]{0,5}$/).map((name) => `arn:aws:s3:::${name}`),
  fc.constantFrom("*", "arn:aws:s3", "arn:aws:*:::a", "arn:aws:s3:::${aws:username}", "arn:aws:s3:::a${*}"),
);
const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc
    .array(pattern, { minLength: 1, maxLength: 3 })
    .map((Resource) => ({ Effect: "Allow" as const, Action: "*", Resource })),
  pattern.map((NotResource) => ({ Effect: "Allow" as const, Action: "*", NotResource })),
  fc.constant({ Effect: "Allow" as const, Action: "*" }),
);

/** The statements that the index of a set has for a resource. */
function indexed(set: PolicySet, name: string): Set<CompiledStatement> {
  const found = new Set<CompiledStatement>();
  let shelf = set.about("s3:getobject").Allow.shelfOf(name);
  for (; shelf !== undefined; shelf = shelf.above)
    for (const placed of shelf.statements) found.add(placed.statement);
  return found;
}

test("the index has every statement that is about a resource", () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 12 }), resource, (Statement, name) => {
      const policy = new CompiledPolicy({ Version: "2012-10-17", Statement });
      const found = indexed(new PolicySet([{ name: "p", document: "", policy }]), name);
      const about = policy.statements.filter((one) => one.isAboutResource(name, NO_VALUES));
      expect(about.filter((one) => !found.has(one))).toEqual([]);
    }),
  );
});

test("the index omits statements about resources that begin otherwise", () => {
  const Resource = (name: string): Statement => ({
    Effect: "Allow",
    Action: "*",
    Resource: `arn:aws:s3:::${name}`,
  });
  const policy = new CompiledPolicy({
    Statement: [Resource("a/*"), Resource("a/b*"), Resource("c"), Resource("*")],
  });
  const found = indexed(new PolicySet([{ name: "p", document: "", policy }]), "arn:aws:s3:::a/b/c");
  expect([...found].map(({ name }) => name)).toEqual(["2", "1", "4"]);
});
