import { expect, test } from "vitest";
import type { Credential } from "../../lib/index.js";
import { resolveOptions } from "../../lib/options.js";

const KEY: Credential = { accessKeyId: "AKIA1", secretAccessKey: "hush" };

test.each<[name: string, option: false | Credential | Credential[] | undefined, expected: unknown]>([
  ["nothing", undefined, undefined],
  ["false", false, undefined],
  ["a credential", KEY, [KEY]],
  ["a list", [KEY, { ...KEY, accessKeyId: "AKIA2" }], [KEY, { ...KEY, accessKeyId: "AKIA2" }]],
])("verifySignatures can be %s", (_, option, expected) => {
  expect(resolveOptions({ verifySignatures: option }, {}).credentials).toEqual(expected);
});

test.each<[unknown, string]>([
  [true, "must be false, or credentials: { accessKeyId, secretAccessKey }, one or a list."],
  [null, "must be false"],
  [[], "has no credential. Use at least one, or false to accept any signature."],
  [[KEY, {}], "needs an accessKeyId of letters and digits in credential 2."],
  [{ ...KEY, accessKeyId: "a/b" }, "needs an accessKeyId of letters and digits in credential 1."],
  [{ ...KEY, secretAccessKey: "" }, 'a non-empty string as secretAccessKey of the credential "AKIA1".'],
  [{ ...KEY, sessionToken: 1 }, "a non-empty string or undefined as sessionToken"],
  [{ ...KEY, accountId: "123" }, "12 digits or undefined as accountId"],
  [[KEY, KEY], 'has two credentials with the access key id "AKIA1". Remove one.'],
])("verifySignatures cannot be %j", (option, message) => {
  const wrong: object = { verifySignatures: option };
  expect(() => resolveOptions(wrong, {})).toThrow(TypeError);
  expect(() => resolveOptions(wrong, {})).toThrow(message);
  expect(() => resolveOptions(wrong, {})).not.toThrow("hush");
});
