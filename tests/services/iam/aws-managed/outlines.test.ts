import { expect, test } from "vitest";
import { managedPolicyFacts } from "../../../../lib/services/iam/aws-managed/catalogue.js";
import { OUTLINES } from "../../../../lib/services/iam/aws-managed/outlines.js";

test.each([...OUTLINES.keys()])("%s is a policy of AWS's own", (name) => {
  expect(managedPolicyFacts(name)?.name).toBe(name);
});
