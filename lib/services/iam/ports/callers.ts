import type { ContextAt } from "../../../runtime/context.js";
import type { CallerDirectory } from "../../../runtime/ports/callers.js";
import { ACCESS_KEYS, USERS } from "../state.js";

/** Resolves the access keys of users. Inactive keys have no owner. */
export function callersPort(contextAt: ContextAt): CallerDirectory {
  const find = (accessKeyId: string) => {
    const key = contextAt({}).table(ACCESS_KEYS).get(accessKeyId);
    return key?.status === "Active" ? key : undefined;
  };
  return {
    resolve(accessKeyId) {
      const key = find(accessKeyId);
      const user = key && contextAt({ account: key.account }).table(USERS).get(key.user);
      return user && key && { account: key.account, arn: user.arn, userId: user.id };
    },
    secret(accessKeyId) {
      const key = find(accessKeyId);
      return key && { secretAccessKey: key.secretAccessKey };
    },
  };
}
