import { AwsError } from "../../../runtime/errors.js";
import { authorizationError, invalidParameter } from "./parameters.js";

export const emptyMessage = () => invalidParameter("Empty message");
export const messageTooLong = () => invalidParameter("Message too long");
export const subjectInvalid = () => invalidParameter("Subject");
export const phoneNumberInvalid = (phoneNumber: string) =>
  invalidParameter(`PhoneNumber Reason: ${phoneNumber} is not valid to publish to`);
export const noTarget = () =>
  invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
export const noEndpointForTarget = () =>
  invalidParameter("TargetArn Reason: No endpoint found for the target arn specified");

export const structureInvalid = () => invalidParameter("MessageStructure");
export const noDefaultEntry = () =>
  invalidParameter("Message Structure - No default entry in JSON message body");
export const structureUnparsable = () =>
  invalidParameter("Message Structure - JSON message body failed to parse");

export const groupMissing = () =>
  invalidParameter("The MessageGroupId parameter is required for FIFO topics");
export const deduplicationMissing = () =>
  invalidParameter(
    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
export const deduplicationOfFifo = () =>
  invalidParameter(
    "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
  );
/** @param parameter `MessageGroupId` or `MessageDeduplicationId` */
export const idInvalid = (parameter: string) =>
  invalidParameter(
    `${parameter} Reason: ${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length`,
  );

export const protectedDataDenied = () =>
  authorizationError("The data protection policy of the topic denies the message");

/** An invalid value of a message attribute. */
function valueInvalid(message: string): AwsError {
  return new AwsError("ParameterValueInvalid", message);
}

export const attributeEmpty = (name: string, type: string) =>
  valueInvalid(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
  );
/** @param field `String` or `Binary` */
export const attributeField = (name: string, type: string, field: string) =>
  valueInvalid(`The message attribute '${name}' with type '${type}' must use field '${field}'.`);
export const attributeTypeInvalid = (name: string) =>
  valueInvalid(
    `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
  );
export const attributeNotANumber = (name: string) =>
  valueInvalid(`Could not cast message attribute '${name}' value to number.`);
export const attributeNameTooLong = () =>
  valueInvalid("Length of message attribute name must be less than 256 bytes.");
export const attributeNameCharacter = (character: string) =>
  valueInvalid(
    `Invalid non-alphanumeric character '#x${character.charCodeAt(0).toString(16).toUpperCase()}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
  );
/** @param place `starting` or `ending` */
export const attributeNameDot = (place: string) =>
  valueInvalid(`Invalid message attribute name ${place} with character '.' was found.`);

export const tooManyEntries = () =>
  new AwsError("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
export const emptyBatch = () =>
  new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
export const repeatedId = () =>
  new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
export const batchTooLong = () =>
  new AwsError("BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
export const entryIdCharacter = (id: string) =>
  new AwsError(
    "InvalidBatchEntryId",
    `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
  );
export const entryIdTooLong = (id: string) =>
  new AwsError("InvalidBatchEntryId", `The Id of a batch entry in the batch request is too long: ${id}`);

export const endpointDisabled = () => new AwsError("EndpointDisabled", "Endpoint is disabled");
export const applicationDisabled = () =>
  new AwsError("PlatformApplicationDisabled", "Platform application is disabled");
