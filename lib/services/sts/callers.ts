import type { CallerDirectory } from "../../runtime/ports.js";
import type { Store } from "../../runtime/store/store.js";
import { SECRETS, SESSIONS } from "./state.js";

const EVERYWHERE = { account: "", region: "" };

/**
 * Tells whose the temporary access keys are that STS gave out: the port of the
 * dispatcher. Expired ones keep their owner.
 */
export function callerDirectory(store: Store): CallerDirectory {
  return {
    resolve(accessKeyId) {
      const row = store.table(SESSIONS, EVERYWHERE).get(accessKeyId);
      return row && { account: row.account, arn: row.arn, userId: row.userId };
    },
    secret(accessKeyId) {
      const session = store.table(SESSIONS, EVERYWHERE).get(accessKeyId);
      const secret = store.table(SECRETS, EVERYWHERE).get(accessKeyId);
      return session && secret && { ...secret, expiration: session.expiration };
    },
  };
}
