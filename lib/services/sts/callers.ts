import type { CallerDirectory } from "../../core/ports.js";
import type { Store } from "../../core/store.js";
import { SESSIONS } from "./state.js";

/**
 * Tells whose the temporary access keys are that STS gave out: the port of the
 * dispatcher. Expired ones keep their owner.
 */
export function callerDirectory(store: Store): CallerDirectory {
  return {
    resolve(accessKeyId) {
      const row = store.table(SESSIONS, { account: "", region: "" }).get(accessKeyId);
      return row && { account: row.account, arn: row.arn, userId: row.userId };
    },
  };
}
