import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { many } from "../../lib/policies/document.js";
import {
  type PolicyFlaw,
  type PolicyRules,
  type ReadStatement,
  readPolicy,
} from "../../lib/policies/grammar.js";

class Flawed extends Error {
  constructor(readonly flaw: PolicyFlaw) {
    super(flaw.kind);
  }
}

const rules: PolicyRules<ReadStatement> = {
  error: (flaw) => new Flawed(flaw),
  statement: (statement) => statement,
};
const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

const oneOrMany = fc.oneof(fc.string(), fc.array(fc.string()));
const statement = fc.record(
  {
    Effect: fc.constantFrom("Allow", "Deny"),
    Sid: fc.stringMatching(/^[0-9A-Za-z]*$/),
    Action: oneOrMany,
    NotResource: oneOrMany,
    Principal: fc.anything(),
    Condition: fc.record({ StringLike: fc.dictionary(fc.stringMatching(/^[a-z:]+$/), oneOrMany) }),
  },
  { requiredKeys: ["Effect"] },
);
const document = fc.record(
  {
    Version: fc.constantFrom("2008-10-17", "2012-10-17"),
    Id: fc.string(),
    Statement: fc.oneof(
      statement,
      fc.uniqueArray(statement, { minLength: 1, selector: ({ Sid }) => Sid || Symbol("none") }),
    ),
  },
  { requiredKeys: ["Statement"] },
);

test("a document of the grammar is read as it is written, its statements as a list", () => {
  fc.assert(
    fc.property(document, (written) => {
      const text = JSON.stringify(written);
      const { Statement, ...rest } = JSON.parse(text) as { Statement: object };
      expect(readPolicy(text, rules)).toEqual({ ...rest, Statement: many(Statement) });
    }),
  );
});

function flawOf(document: unknown, more: Partial<PolicyRules<ReadStatement>> = {}): PolicyFlaw | undefined {
  try {
    readPolicy(typeof document === "string" ? document : JSON.stringify(document), { ...rules, ...more });
    return undefined;
  } catch (error) {
    if (error instanceof Flawed) return error.flaw;
    throw error;
  }
}

describe("the flaw of a document", () => {
  test.each<[PolicyFlaw, unknown]>([
    [{ kind: "not JSON" }, "{"],
    [{ kind: "not an object" }, []],
    [{ kind: "missing element", name: "Statement" }, { Version: "2012-10-17" }],
    [{ kind: "version" }, { Version: "2020-01-01", Statement: ALLOW }],
    [
      { kind: "unknown member", name: "Extra" },
      { Extra: 1, Statement: ALLOW },
    ],
    [{ kind: "no statement" }, { Statement: [] }],
    [{ kind: "statement" }, { Statement: ["Allow"] }],
    [{ kind: "statement" }, { Statement: { ...ALLOW, Action: [1] } }],
    [{ kind: "statement" }, { Statement: { ...ALLOW, Condition: { StringLike: "a" } } }],
    [{ kind: "statement" }, { Statement: { ...ALLOW, Condition: { StringLike: { a: null } } } }],
    [{ kind: "statement" }, { Statement: { ...ALLOW, Condition: { StringLike: { a: ["b", ["c"]] } } } }],
    [{ kind: "repeated member" }, '{"Statement":{"Effect":"Allow"},"Statement":{"Effect":"Deny"}}'],
    [{ kind: "repeated member" }, String.raw`{"Statement":{"Effect":"Allow","Eff\u0065ct" : "Deny"}}`],
    [
      { kind: "repeated member" },
      '{"Statement":[{"Effect":"Allow","Condition":{"Bool":{"a":[],"b":"\\"","a":true}}}]}',
    ],
    [{ kind: "unknown element", name: "Actions" }, { Statement: { ...ALLOW, Actions: "a" } }],
    [{ kind: "effect", effect: undefined }, { Statement: { Action: "a" } }],
    [{ kind: "sid" }, { Statement: { ...ALLOW, Sid: "a b" } }],
    [
      { kind: "repeated sid" },
      {
        Statement: [
          { ...ALLOW, Sid: "a" },
          { ...ALLOW, Sid: "a" },
        ],
      },
    ],
    [{ kind: "operator", operator: "Like" }, { Statement: { ...ALLOW, Condition: { Like: {} } } }],
  ])("%j", (flaw, document) => {
    expect(flawOf(document)).toEqual(flaw);
  });

  test("elements that a service requires are missing in the order of its list", () => {
    const required = ["Principal", "Effect"] as const;
    const missing = (name: string) => ({ kind: "missing element", name });
    expect(flawOf({ Statement: {} }, { required })).toEqual(missing("Principal"));
    expect(flawOf({ Statement: { NotPrincipal: "*" } }, { required })).toEqual(missing("Effect"));
    expect(flawOf({ Statement: { NotPrincipal: "*", Effect: "Deny" } }, { required })).toBeUndefined();
  });

  test("a service may ignore unknown members and the form of ids", () => {
    const document = { Extra: 1, Statement: { ...ALLOW, Sid: "a b" } };
    expect(flawOf(document, { ignores: ["unknown member"] })).toEqual({ kind: "sid" });
    expect(flawOf(document, { ignores: ["unknown member", "sid"] })).toBeUndefined();
  });
});
