import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter } from "./parameters.js";

export const topicNameInvalid = () => invalidParameter("Topic Name");

export const topicHasOtherAttributes = () =>
  invalidParameter("Attributes Reason: Topic already exists with different attributes");
export const topicHasOtherTags = () =>
  invalidParameter("Tags Reason: Topic already exists with different tags");

export const topicIsArchived = () =>
  new AwsError("InvalidState", "Invalid state: Cannot delete a topic with an ArchivePolicy");

export const unknownAttribute = (name: string) =>
  invalidParameter(`Attributes Reason: Unknown attribute ${name}`);

export const attributeInvalid = (name: string, reason: string) =>
  invalidParameter(`${name} Reason: ${reason}`);

export const policyInvalid = () => invalidParameter("Policy Error: null");
export const policyOutOfScope = () => invalidParameter("Policy statement action out of service scope!");
export const principalNotFound = () => invalidParameter("Policy Error: PrincipalNotFound");
export const statementExists = () => invalidParameter("Statement already exists");

export const duplicateTagKeys = () => invalidParameter("Duplicated keys are not allowed.");
export const tooManyTags = () =>
  new AwsError("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");

export const dataProtectionPolicyInvalid = (reason: string) =>
  invalidParameter(`DataProtectionPolicy Reason: ${reason}`);
