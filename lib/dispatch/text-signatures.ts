import type { Context } from "../runtime/context.js";
import { identify } from "../signing/caller.js";
import { readCredential, version2Scope } from "../signing/scope.js";
import type { TextSignatures } from "../wire/hooks.js";
import type { DispatcherParts } from "./dispatcher-parts.js";
import type { LoadedService } from "./loaded-service.js";

/**
 * Verifies signatures of strings that are not requests, for hooks of a service; `contextOf` creates the
 * context of a caller.
 */
export function textSignatures(
  { simulation, verifier, accounts }: DispatcherParts,
  { model, signing }: LoadedService,
  contextOf: (identity: ReturnType<typeof identify>) => Context,
): TextSignatures {
  return {
    verified: verifier !== undefined,
    signer(signed) {
      const { credential } = signed;
      const scope = signed.version === 2 ? version2Scope(credential) : readCredential(credential);
      if (!scope) {
        const reason = "The credential is malformed.";
        const flaw = { kind: "credential", credential } as const;
        throw signing.errors.malformed({ reason, flaw, presigned: true });
      }
      verifier?.verifyText(signed, scope, { service: model.facts, signing });
      const signature = {
        ...scope,
        algorithm: "AWS4-HMAC-SHA256",
        signedHeaders: [],
        signature: signed.signature,
        presigned: true,
      };
      const { settings, ports, authorization } = simulation;
      const callers = { sessions: ports.callers, accounts, authorization };
      return contextOf(identify({ kind: "signed", signature }, settings, callers));
    },
  };
}
