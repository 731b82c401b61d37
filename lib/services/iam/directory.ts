import type { CallerDirectory, RoleDirectory } from "../../runtime/ports.js";
import type { Store } from "../../runtime/store/store.js";
import { ACCESS_KEYS, keyOf, ROLES, USERS, type UserRow } from "./state.js";

const EVERYWHERE = { account: "", region: "" };

/** Tells whose the access keys are that IAM gave out: the port of the dispatcher. Inactive ones are nobody's. */
export function userDirectory(store: Store): CallerDirectory {
  const find = (accessKeyId: string) => {
    const key = store.table(ACCESS_KEYS, EVERYWHERE).get(accessKeyId);
    return key?.status === "Active" ? key : undefined;
  };
  return {
    resolve(accessKeyId) {
      const key = find(accessKeyId);
      const user: UserRow | undefined =
        key && store.table(USERS, { account: key.account, region: "" }).get(key.user);
      return user && key && { account: key.account, arn: user.arn, userId: user.id };
    },
    secret(accessKeyId) {
      const key = find(accessKeyId);
      return key && { secretAccessKey: key.secretAccessKey };
    },
  };
}

/** Tells what STS has to know of roles. */
export function roleDirectory(store: Store): RoleDirectory {
  return {
    role(account, arn) {
      const name = arn.slice(arn.lastIndexOf("/") + 1);
      const row = store.table(ROLES, { account, region: "" }).get(keyOf(name));
      return row?.arn === arn ? { roleId: row.id, maxSessionDuration: row.maxSessionDuration } : undefined;
    },
  };
}
