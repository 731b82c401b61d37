import type { ContextAt } from "../../../runtime/context.js";
import type { RoleDirectory } from "../../../runtime/ports/roles.js";
import { keyOf, ROLES } from "../state.js";

/** Returns the roles of an account to STS. */
export function rolesPort(contextAt: ContextAt): RoleDirectory {
  return {
    role(account, arn) {
      const name = arn.slice(arn.lastIndexOf("/") + 1);
      const row = contextAt({ account }).table(ROLES).get(keyOf(name));
      return row?.arn === arn ? { roleId: row.id, maxSessionDuration: row.maxSessionDuration } : undefined;
    },
  };
}
