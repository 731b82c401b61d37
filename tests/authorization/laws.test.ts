import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../../lib/authorization/engine.js";
import type { Principal } from "../../lib/authorization/principal.js";
import type { Statement } from "../../lib/policies/document.js";
import { NO_POLICIES, type PolicySet } from "../../lib/policies/policy-set.js";
import { HOME, OTHER, policy, root, session, user } from "./fixtures.js";

const PRINCIPALS = { root, user, role: session } as const;

const action = fc.constantFrom("s3:GetObject", "s3:PutObject", "ecs:RunTask");
const resource = fc.constantFrom("arn:aws:s3:::b/k", "arn:aws:s3:::b", "*");
const condition = fc.constantFrom<Statement["Condition"]>(
  undefined,
  { StringEquals: { "aws:k": "v" } },
  { StringNotEquals: { "aws:k": "v" } },
);
const names = fc.constantFrom<Statement["Principal"]>(
  "*",
  { AWS: HOME },
  { AWS: user().arn },
  { AWS: OTHER },
);

const parts = fc.record({
  Effect: fc.constantFrom<Statement["Effect"]>("Allow", "Deny"),
  Action: fc.constantFrom("*", "s3:*", "s3:GetObject", "ecs:RunTask"),
  Resource: fc.constantFrom("*", "arn:aws:s3:::b/*", "arn:aws:s3:::*"),
  Condition: condition,
});
const statement: fc.Arbitrary<Statement> = parts.map(({ Condition, ...rest }) => ({
  ...rest,
  ...(Condition && { Condition }),
}));
const named: fc.Arbitrary<Statement> = fc
  .tuple(statement, names)
  .map(([one, Principal]) => ({ ...one, ...(Principal && { Principal }) }));

const scene = fc.record({
  kind: fc.constantFrom<keyof typeof PRINCIPALS>("root", "user", "role"),
  identity: fc.array(statement, { maxLength: 4 }),
  boundary: fc.option(fc.array(statement, { maxLength: 3 })),
  session: fc.option(fc.array(statement, { maxLength: 3 })),
  resourcePolicy: fc.option(fc.array(named, { maxLength: 4 })),
  owner: fc.constantFrom(HOME, OTHER),
  action,
  resource,
  value: fc.option(fc.constantFrom("v", "w")),
});
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

function allowed(given: Scene): boolean {
  const optional = (statements: readonly Statement[] | null): PolicySet | undefined =>
    statements ? policy(...statements) : undefined;
  const boundary = given.kind === "root" ? undefined : optional(given.boundary);
  const sessionPolicy = given.kind === "role" ? optional(given.session) : undefined;
  const make = PRINCIPALS[given.kind];
  const principal: Principal = {
    ...make(),
    identity: given.kind === "root" ? NO_POLICIES : policy(...given.identity),
    boundary,
    session: sessionPolicy,
  };
  return decide({
    principal,
    action: given.action,
    resource: given.resource,
    owner: given.owner,
    resourcePolicy: optional(given.resourcePolicy),
    values: { value: (key) => (key === "aws:k" ? (given.value ?? undefined) : undefined) },
  }).allowed;
}

test("a statement that denies the action wins over all others", () => {
  fc.assert(
    fc.property(scene, (given) => {
      const deny: Statement = { Effect: "Deny", Action: given.action, Resource: "*" };
      const denied = { ...given, kind: "user" as const, identity: [...given.identity, deny] };
      expect(allowed(denied)).toBe(false);
      const byResource = [...(given.resourcePolicy ?? []), { ...deny, Principal: "*" as const }];
      expect(allowed({ ...given, resourcePolicy: byResource })).toBe(false);
    }),
  );
});

test("the order of statements does not matter", () => {
  fc.assert(
    fc.property(scene, (given) => {
      const turned = {
        ...given,
        identity: given.identity.toReversed(),
        boundary: given.boundary?.toReversed() ?? null,
        session: given.session?.toReversed() ?? null,
        resourcePolicy: given.resourcePolicy?.toReversed() ?? null,
      };
      expect(allowed(turned)).toBe(allowed(given));
    }),
  );
});

test("adding a Deny never allows more", () => {
  fc.assert(
    fc.property(scene, statement, (given, added) => {
      const deny: Statement = { ...added, Effect: "Deny" };
      const more = [
        { ...given, identity: [...given.identity, deny] },
        { ...given, boundary: given.boundary && [...given.boundary, deny] },
        { ...given, session: given.session && [...given.session, deny] },
        { ...given, resourcePolicy: [...(given.resourcePolicy ?? []), { ...deny, Principal: "*" as const }] },
      ];
      if (!allowed(given)) for (const denied of more) expect(allowed(denied)).toBe(false);
    }),
  );
});

test("a boundary and session policies never allow more", () => {
  fc.assert(
    fc.property(scene, (given) => {
      if (allowed(given)) expect(allowed({ ...given, boundary: null, session: null })).toBe(true);
    }),
  );
});
