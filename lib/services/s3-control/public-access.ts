import type { AccountPublicAccess } from "../../runtime/ports.js";
import type { Store } from "../../runtime/store/store.js";
import { PUBLIC_ACCESS_BLOCKS, WHOLE_ACCOUNT } from "./state.js";

/** Tells what accounts block: the port of S3. */
export function accountPublicAccess(store: Store): AccountPublicAccess {
  return {
    blockOf: (account) => store.table(PUBLIC_ACCESS_BLOCKS, { account, region: "" }).get(WHOLE_ACCOUNT),
  };
}
