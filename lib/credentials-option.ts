import type { Credential } from "./signing/credential.js";
import { namesOf, rejectUnknownMembers } from "./text/suggestions.js";

const MEMBERS = namesOf<Credential>({
  accessKeyId: true,
  secretAccessKey: true,
  sessionToken: true,
  accountId: true,
});

/**
 * Validates the option `verifySignatures`; returns `undefined` if it is `false`.
 *
 * @throws TypeError naming the invalid credential, without its secret.
 */
export function validCredentials(
  option: false | Credential | readonly Credential[] = false,
): readonly Credential[] | undefined {
  if (option === false) return undefined;
  const given: unknown = option;
  const credentials: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (credentials.length === 0)
    throw wrong("has no credential. Use at least one, or false to accept any signature.");
  const checked = credentials.map((credential, index) => checkedCredential(credential, index + 1));
  const ids = checked.map(({ accessKeyId }) => accessKeyId);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice) throw wrong(`has two credentials with the access key id "${twice}". Remove one.`);
  return checked;
}

function checkedCredential(given: unknown, number: number): Credential {
  if (typeof given !== "object" || given === null)
    throw wrong("must be false, or credentials: { accessKeyId, secretAccessKey }, one or a list.");
  rejectUnknownMembers(given, MEMBERS, `Credential ${number} of the option verifySignatures`);
  const members = new Map<string, unknown>(Object.entries(given));
  const accessKeyId = members.get("accessKeyId");
  if (typeof accessKeyId !== "string" || !/^\w+$/.test(accessKeyId))
    throw wrong(`needs an accessKeyId of letters and digits in credential ${number}.`);
  const wrongMember = (name: string, expected: string) =>
    wrong(`needs ${expected} as ${name} of the credential "${accessKeyId}".`);
  const secretAccessKey = members.get("secretAccessKey");
  const sessionToken = members.get("sessionToken");
  const accountId = members.get("accountId");
  if (!isText(secretAccessKey)) throw wrongMember("secretAccessKey", "a non-empty string");
  if (sessionToken !== undefined && !isText(sessionToken))
    throw wrongMember("sessionToken", "a non-empty string or undefined");
  if (accountId !== undefined && !(isText(accountId) && /^\d{12}$/.test(accountId)))
    throw wrongMember("accountId", "12 digits or undefined");
  return { accessKeyId, secretAccessKey, sessionToken, accountId };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function wrong(reason: string): TypeError {
  return new TypeError(`Option verifySignatures of createAwsSim ${reason}`);
}
