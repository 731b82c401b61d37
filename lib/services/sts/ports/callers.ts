import type { ContextAt } from "../../../runtime/context.js";
import type { CallerDirectory } from "../../../runtime/ports/callers.js";
import { SECRETS, SESSIONS } from "../state.js";

/** Resolves temporary access keys issued by STS. Expired ones keep their owner. */
export function callersPort(contextAt: ContextAt): CallerDirectory {
  return {
    resolve(accessKeyId) {
      const row = contextAt({}).table(SESSIONS).get(accessKeyId);
      return row && { account: row.account, arn: row.arn, userId: row.userId };
    },
    secret(accessKeyId) {
      const session = contextAt({}).table(SESSIONS).get(accessKeyId);
      const secret = contextAt({}).table(SECRETS).get(accessKeyId);
      return session && secret && { ...secret, expiration: session.expiration };
    },
  };
}
