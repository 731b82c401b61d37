import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { SIGNING_KEY } from "./certificate.js";

/** The members that a signature covers, in order. */
export type Signed = readonly (readonly [name: string, value: string])[];

class Signatures {
  private readonly key: KeyObject = createPrivateKey(SIGNING_KEY);
  /**
   * The signatures of each message, by the signed string: all subscribers of a topic receive the same one.
   */
  private readonly known = new WeakMap<object, Map<string, string>>();

  of(message: object, text: string, version: string): string {
    const signatures = this.known.get(message) ?? new Map<string, string>();
    this.known.set(message, signatures);
    const signature =
      signatures.get(text) ??
      sign(version === "2" ? "RSA-SHA256" : "RSA-SHA1", Buffer.from(text), this.key).toString("base64");
    signatures.set(text, signature);
    return signature;
  }
}

export const SIGNATURES = defineTransient("sns.signatures", () => new Signatures());

/**
 * Signs a message: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 *
 * @param message the object for which the signature is cached
 */
export function signatureOf(ctx: Context, message: object, signed: Signed, version: string): string {
  const text = signed.map(([name, value]) => `${name}\n${value}\n`).join("");
  return ctx.transient(SIGNATURES).of(message, text, version);
}
