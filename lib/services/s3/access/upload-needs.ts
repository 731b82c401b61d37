import type { Requirement } from "../../../authorization/requirement.js";
import { isAnonymous } from "../../../runtime/caller.js";
import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { canonicalId } from "../owners.js";
import type { Initiator } from "../state/uploads.js";
import { callingInitiator } from "../uploads/initiators.js";
import { type UploadReference, uploadIfOpen } from "../uploads/uploads.js";
import { onKey } from "./object-needs.js";

/**
 * An action on an upload. Its initiator needs no permission, and other principals of the initiator's account
 * none of the bucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export function onUpload(action: string) {
  return (input: UploadReference, ctx: Context): Requirement => {
    const need = onKey(action)(input, ctx);
    const initiator = isAnonymous(ctx.caller) ? undefined : uploadIfOpen(ctx, input)?.initiator;
    if (!initiator) return need;
    const reason = { kind: "granted", by: "the initiation of the upload" } as const;
    if (callingInitiator(ctx).id === initiator.id) return { ...need, unlessDenied: reason };
    return isOfAccount(initiator, ctx.account) ? { ...need, grant: reason.by } : need;
  };
}

function isOfAccount({ id }: Initiator, account: string): boolean {
  return id === canonicalId(account) || parseArn(id)?.account === account;
}
