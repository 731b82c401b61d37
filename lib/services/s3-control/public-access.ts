import type { AccountPublicAccess } from "../../runtime/ports.js";
import type { Store } from "../../runtime/store/store.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import { PUBLIC_ACCESS_BLOCKS } from "./state.js";

/** Tells what accounts block: the port of S3. */
export function accountPublicAccess(store: Store): AccountPublicAccess {
  return {
    blockOf: (account) => store.table(PUBLIC_ACCESS_BLOCKS, { account, region: "" }).get(ONLY_ROW),
  };
}
