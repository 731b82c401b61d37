import { type Denial, denialMessage } from "../../../authorization/denial.js";
import { AwsError } from "../../../runtime/errors.js";

/** SQS writes actions in lower case: `sqs:sendmessage`. */
export function deniedError(denial: Denial): AwsError {
  const { requirement } = denial;
  const action = requirement.action.toLowerCase();
  const message = denialMessage({ ...denial, requirement: { ...requirement, action } });
  return new AwsError("AccessDeniedException", message, { status: 403, queryCode: "AccessDenied" });
}
