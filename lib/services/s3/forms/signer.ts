import type { Context } from "../../../core/context.js";
import type { TextSignatures } from "../../../core/wire-hooks.js";
import { againstPolicy, missingField } from "../errors/forms.js";
import type { FormFields } from "./fields.js";
import { type PostPolicy, readPolicy } from "./policy.js";

/** Who sends a form, and what that one may send; without a policy, whatever they may put. */
export interface FormSigner {
  readonly ctx: Context;
  readonly policy?: PostPolicy;
}

const SIGNATURE_FIELDS = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];

/**
 * Finds out who signed the policy of a form. Whether it has expired counts
 * where signatures are verified, as it does in presigned URLs.
 *
 * @throws AccessDenied, InvalidArgument for a field that is missing, SignatureDoesNotMatch, ...
 */
export function signerOf(
  fields: FormFields,
  signatures: TextSignatures,
  ctx: Context,
  admitUnsigned: () => void,
): FormSigner {
  const text = fields.get("policy");
  const version = fields.get("AWSAccessKeyId") === undefined ? 4 : 2;
  const needed = version === 2 ? ["Signature"] : SIGNATURE_FIELDS;
  const signed = version === 2 || SIGNATURE_FIELDS.some((name) => fields.get(name) !== undefined);
  if (text === undefined && !signed) {
    if (signatures.verified) admitUnsigned();
    return { ctx };
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
  if (signatures.verified && policy.expiration <= ctx.now()) throw againstPolicy("Policy expired.");
  return { ctx: signer, policy };
}
