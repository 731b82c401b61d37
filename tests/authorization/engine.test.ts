import { describe, expect, test } from "vitest";
import type { Statement } from "../../lib/policies/document.js";
import {
  allow,
  anonymous,
  decided,
  deny,
  HOME,
  OTHER,
  policies,
  policy,
  root,
  service,
  session,
  user,
} from "./fixtures.js";

const GET = policy(allow("s3:GetObject"));
const NO_GET = policy(deny("s3:GetObject"));
const PUT = policy(allow("s3:PutObject"));

const BY_IDENTITY = "allowed: allowed identity-based policy";
const BY_RESOURCE = "allowed: allowed resource-based policy";
const NO_IDENTITY = "denied: implicit deny identity-based policy";
const NO_RESOURCE = "denied: implicit deny resource-based policy";

function toPrincipal(Principal: NonNullable<Statement["Principal"]>) {
  return policy(allow("s3:GetObject", "*", { Principal }));
}

describe("same account", () => {
  test("root may do everything that no statement denies", () => {
    expect(decided(root())).toBe("allowed: root");
    const denied = policy(deny("s3:*", "*", { Principal: "*" }));
    expect(decided(root(), { resourcePolicy: denied })).toBe("denied: explicit deny resource-based policy");
  });

  test("a user needs an identity-based policy", () => {
    expect(decided(user())).toBe(NO_IDENTITY);
    expect(decided(user({ identity: PUT }))).toBe(NO_IDENTITY);
    expect(decided(user({ identity: policies(PUT, GET) }))).toBe(BY_IDENTITY);
    expect(decided(user({ identity: policies(GET, NO_GET) }))).toBe(
      "denied: explicit deny identity-based policy",
    );
  });

  test("a boundary limits what identity-based policies allow", () => {
    expect(decided(user({ identity: GET, boundary: GET }))).toBe(BY_IDENTITY);
    expect(decided(user({ identity: GET, boundary: PUT }))).toBe(
      "denied: implicit deny permissions boundary",
    );
    expect(decided(user({ identity: GET, boundary: NO_GET }))).toBe(
      "denied: explicit deny permissions boundary",
    );
    expect(decided(user({ boundary: GET }))).toBe(NO_IDENTITY);
  });

  test("session policies limit what the policies of a role allow", () => {
    expect(decided(session({ identity: GET, session: policies(PUT, GET) }))).toBe(BY_IDENTITY);
    expect(decided(session({ identity: GET, session: policies() }))).toBe(
      "denied: implicit deny session policy",
    );
    expect(decided(session({ identity: GET, session: NO_GET }))).toBe("denied: explicit deny session policy");
  });

  test.each<[NonNullable<Statement["Principal"]>, string]>([
    [{ AWS: user().arn }, BY_RESOURCE],
    ["*", BY_RESOURCE],
    [{ AWS: "*" }, BY_RESOURCE],
    [{ AWS: ["arn:aws:iam::123456789012:user/bob", user().userId] }, BY_RESOURCE],
    [{ AWS: HOME }, NO_IDENTITY],
    [{ AWS: root().arn }, NO_IDENTITY],
    [{ AWS: "arn:aws:iam::123456789012:user/bob" }, NO_IDENTITY],
  ])("a bucket policy that names %j, for a user without policies and with a boundary", (names, expected) => {
    expect(decided(user({ boundary: PUT }), { resourcePolicy: toPrincipal(names) })).toBe(expected);
  });

  test("a grant to a session is final, one to its role is limited", () => {
    const bounded = session({ boundary: PUT });
    const narrowed = session({ session: PUT });
    const toSession = { resourcePolicy: toPrincipal({ AWS: session().arn }) };
    const toRole = { resourcePolicy: toPrincipal({ AWS: session().roleArn ?? "" }) };
    expect(decided(bounded, toSession)).toBe(BY_RESOURCE);
    expect(decided(narrowed, toSession)).toBe(BY_RESOURCE);
    expect(decided(session(), toRole)).toBe(BY_RESOURCE);
    expect(decided(bounded, toRole)).toBe("denied: implicit deny permissions boundary");
    expect(decided(narrowed, toRole)).toBe("denied: implicit deny session policy");
  });

  test("a trust policy has to name the principal or its account", () => {
    const trust = { requiresResourcePolicy: true, resourcePolicyType: "role trust policy" } as const;
    const able = user({ identity: GET });
    expect(decided(able, trust)).toBe("denied: implicit deny role trust policy");
    expect(decided(able, { ...trust, resourcePolicy: toPrincipal({ AWS: HOME }) })).toBe(BY_IDENTITY);
    expect(decided(user(), { ...trust, resourcePolicy: toPrincipal({ AWS: HOME }) })).toBe(NO_IDENTITY);
    expect(decided(user(), { ...trust, resourcePolicy: toPrincipal({ AWS: user().arn }) })).toBe(
      "allowed: allowed role trust policy",
    );
  });
});

describe("another account", () => {
  const foreign = { owner: OTHER };

  test("needs the policy of the resource and one of its own", () => {
    const able = user({ identity: GET });
    expect(decided(able, foreign)).toBe(NO_RESOURCE);
    for (const names of [{ AWS: HOME }, { AWS: root().arn }, { AWS: user().arn }, "*"] as const) {
      const resourcePolicy = toPrincipal(names);
      expect(decided(able, { ...foreign, resourcePolicy })).toBe(BY_IDENTITY);
      expect(decided(user(), { ...foreign, resourcePolicy })).toBe(NO_IDENTITY);
    }
  });

  test("a grant by an ACL is worth a policy of the resource; not in the own account", () => {
    const able = user({ identity: GET });
    expect(decided(able, { ...foreign, grant: "ACL" })).toBe(BY_IDENTITY);
    expect(decided(user(), { ...foreign, grant: "ACL" })).toBe(NO_IDENTITY);
    expect(decided(user(), { grant: "ACL" })).toBe(NO_IDENTITY);
    expect(decided(anonymous, { grant: "ACL" })).toBe("allowed: granted ACL");
  });

  test("its root needs the policy of the resource alone", () => {
    expect(decided(root(), foreign)).toBe(NO_RESOURCE);
    expect(decided(root(), { ...foreign, resourcePolicy: toPrincipal({ AWS: HOME }) })).toBe("allowed: root");
  });
});

describe("services and unsigned requests", () => {
  const lambda = service("lambda.amazonaws.com");

  test("the policy of the resource decides", () => {
    expect(decided(lambda)).toBe(NO_RESOURCE);
    expect(decided(lambda, { resourcePolicy: toPrincipal({ Service: "lambda.amazonaws.com" }) })).toBe(
      BY_RESOURCE,
    );
    expect(decided(lambda, { resourcePolicy: toPrincipal({ Service: "ecs.amazonaws.com" }) })).toBe(
      NO_RESOURCE,
    );
    expect(decided(lambda, { resourcePolicy: toPrincipal("*") })).toBe(BY_RESOURCE);
    expect(decided(anonymous, { resourcePolicy: toPrincipal("*") })).toBe(BY_RESOURCE);
    expect(decided(anonymous, { resourcePolicy: toPrincipal({ AWS: "*" }) })).toBe(BY_RESOURCE);
    expect(decided(anonymous, { resourcePolicy: toPrincipal({ AWS: HOME }) })).toBe(NO_RESOURCE);
  });

  test("what is blocked is denied even where a policy allows it", () => {
    const resourcePolicy = toPrincipal("*");
    expect(decided(anonymous, { resourcePolicy, block: "RestrictPublicBuckets" })).toBe(
      "denied: blocked RestrictPublicBuckets",
    );
  });
});

describe("NotPrincipal", () => {
  const except = (...AWS: string[]) => ({
    resourcePolicy: policy({ Effect: "Deny", NotPrincipal: { AWS }, Action: "s3:*", Resource: "*" }),
  });
  const DENIED = "denied: explicit deny resource-based policy";

  test("with Deny, the chain of account, role and session has to be listed", () => {
    const able = session({ identity: GET });
    const [account, role, arn] = [root().arn, able.roleArn ?? "", able.arn];
    expect(decided(able, except(arn))).toBe(DENIED);
    expect(decided(able, except(role, arn))).toBe(DENIED);
    expect(decided(able, except(account, role, arn))).toBe(BY_IDENTITY);
    expect(decided(user({ identity: GET }), except(account, user().arn))).toBe(BY_IDENTITY);
    expect(decided(user({ identity: GET }), except(user().arn))).toBe(DENIED);
  });

  test("with Deny, principals with a boundary are always denied", () => {
    const bounded = user({ identity: GET, boundary: GET });
    expect(decided(bounded, except(root().arn, bounded.arn))).toBe(DENIED);
  });
});
