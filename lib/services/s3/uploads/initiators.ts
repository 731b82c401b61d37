import type { Context } from "../../../runtime/context.js";
import { canonicalId } from "../owners.js";
import type { Initiator } from "../state/uploads.js";

/** The caller as the initiator of an upload. Users and roles are shown by their ARN, a root user by its canonical id. */
export function callingInitiator({ caller, account }: Context): Initiator {
  const resource = caller.arn.split(":").at(-1) ?? "";
  if (resource === "root" || resource === "") return { id: canonicalId(account), displayName: account };
  return { id: caller.arn, displayName: resource.split("/").at(-1) ?? resource };
}
