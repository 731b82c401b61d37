import type { ContextAt } from "../../runtime/context.js";
import type { AccountPublicAccess } from "../../runtime/ports/account-public-access.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import { PUBLIC_ACCESS_BLOCKS } from "./state.js";

/** Shows S3 what accounts block of public access. */
export function accountPublicAccessPort(contextAt: ContextAt): AccountPublicAccess {
  return {
    blockOf: (account) => contextAt({ account }).table(PUBLIC_ACCESS_BLOCKS).get(ONLY_ROW),
  };
}
