import type { Context } from "../../../runtime/context.js";
import type { TextSignatures } from "../../../wire/hooks.js";
import { accessDenied } from "../errors/requests.js";
import { againstPolicy, missingField } from "../errors/uploads.js";
import type { FormFields } from "./fields.js";
import { type PostPolicy, readPolicy } from "./policy.js";

/** The signer of a form, and its policy; without a policy, everything that the signer may put is allowed. */
export interface FormSigner {
  readonly ctx: Context;
  readonly policy?: PostPolicy;
}

const SIGNATURE_FIELDS = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];
const VERSION_2_FIELDS = ["AWSAccessKeyId", "Signature"];

/**
 * Verifies the signature of a form's policy. Like a presigned URL it expires, whether or not signatures are
 * verified.
 *
 * @throws AccessDenied, InvalidArgument for a missing field, SignatureDoesNotMatch, ...
 */
export function signerOf(
  fields: FormFields,
  signatures: TextSignatures,
  unsigned: () => Context,
): FormSigner {
  const text = fields.get("policy");
  const hasAny = (names: readonly string[]) => names.some((name) => fields.get(name) !== undefined);
  const version = hasAny(VERSION_2_FIELDS) ? 2 : 4;
  const needed = version === 2 ? VERSION_2_FIELDS : SIGNATURE_FIELDS;
  if (!hasAny(needed)) {
    if (text === undefined) return { ctx: unsigned() };
    throw accessDenied();
  }
  if (text === undefined) throw missingField("policy");
  for (const name of needed) if (fields.get(name) === undefined) throw missingField(name);
  const signer = signatures.signer({
    text,
    version,
    credential: fields.get(version === 2 ? "AWSAccessKeyId" : "X-Amz-Credential") ?? "",
    signature: fields.get(version === 2 ? "Signature" : "X-Amz-Signature") ?? "",
    token: fields.get("X-Amz-Security-Token"),
  });
  const policy = readPolicy(text);
  if (policy.expiration <= signer.now()) throw againstPolicy("Policy expired.");
  return { ctx: signer, policy };
}
