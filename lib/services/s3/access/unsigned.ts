import type { Need } from "../../../authorization/requirement.js";
import type { OperationRule } from "../../../authorization/table.js";
import { isAnonymous } from "../../../runtime/caller.js";

const NO_COPIES = "Anonymous users cannot copy objects.  Please authenticate.";
const NO_UPLOADS = "Anonymous users cannot initiate multipart uploads.  Please authenticate.";

/** S3's messages for the operations that need a signature, whatever policies and ACLs allow. */
const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["CopyObject", NO_COPIES],
  ["CreateMultipartUpload", NO_UPLOADS],
  ["UploadPartCopy", NO_COPIES],
]);

/** The message for an unsigned request; `undefined` if the operation does not need a signature. */
export function unsignedMessage(operation: string): string | undefined {
  return MESSAGES.get(operation);
}

/** Whether a cause of a denial is one of the messages. */
export function isUnsignedMessage(cause: string): boolean {
  return cause === NO_COPIES || cause === NO_UPLOADS;
}

/** The rule of an operation that needs a signature. */
export function signedOnly<Input>(operation: string, rule: OperationRule<Input>): OperationRule<Input> {
  return (input, ctx) => {
    const needs = rule(input, ctx);
    if (!isAnonymous(ctx.caller)) return needs;
    return [needs].flat().map((need): Need => ({ ...need, block: unsignedMessage(operation) }));
  };
}
