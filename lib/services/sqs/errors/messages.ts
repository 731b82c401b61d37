import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter, invalidValue } from "./queues.js";

export const invalidCharacters = () =>
  new AwsError(
    "InvalidMessageContents",
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
  );

/** @param batched in a batch, where AWS words it otherwise. */
export const messageTooLong = (limit: string, batched: boolean) =>
  invalidParameter(
    `One or more parameters ${batched ? "cannot be validated" : "are invalid"}. Reason: Message must be shorter than ${limit} bytes.`,
  );

export const delayOutOfRange = (seconds: number) =>
  invalidValue(seconds, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");

export const delayOfFifo = (seconds: number) =>
  invalidValue(
    seconds,
    "DelaySeconds",
    "The request include parameter that is not valid for this queue type.",
  );

/** @param parameter `MessageGroupId`, `MessageDeduplicationId` or `ReceiveRequestAttemptId` */
export const idInvalid = (value: string, parameter: string) =>
  invalidValue(
    value,
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );

export const parameterOfFifo = (value: string, parameter: string) =>
  invalidValue(value, parameter, "The request includes a parameter that is not valid for this queue type.");

export const groupMissingInBatch = () =>
  invalidParameter("The request must contain the parameter MessageGroupId.");

export const deduplicationMissing = () =>
  invalidParameter(
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );

export const tooManyAttributes = (count: number) =>
  invalidParameter(`Number of message attributes [${count}] exceeds the allowed maximum [10].`);

export const attributeNameInvalid = (name: string) =>
  invalidParameter(
    `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
  );

export const attributeTypeInvalid = (name: string) =>
  invalidParameter(
    `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
  );

/** @param kind `user` or `system` */
export const attributeEmpty = (name: string, type: string, kind: string) =>
  invalidParameter(`Message (${kind}) attribute '${name}' must contain a non-empty value of type '${type}'.`);

export const attributeNotANumber = (name: string) =>
  invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);

export const systemAttributeInvalid = (name: string) =>
  invalidParameter(`Message system attribute name '${name}' is invalid.`);

export const countOutOfRange = (count: number) =>
  invalidValue(count, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");

export const waitOutOfRange = (seconds: number) =>
  invalidValue(seconds, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");

export const visibilityOutOfRange = (seconds: number) =>
  invalidValue(seconds, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.");

export const visibilityTooLong = (seconds: number) =>
  invalidValue(
    seconds,
    "VisibilityTimeout",
    "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
  );

export const handleMalformed = (handle: string) =>
  new AwsError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );

export const handleExpired = (handle: string) =>
  invalidValue(handle, "ReceiptHandle", "The receipt handle has expired.");

export const messageGone = (handle: string) =>
  invalidValue(
    handle,
    "ReceiptHandle",
    "Message does not exist or is not available for visibility timeout change.",
  );

export const notInFlight = () => new AwsError("MessageNotInflight", "The specified message isn't in flight.");

export const tooManyInFlight = () =>
  new AwsError(
    "OverLimit",
    "Too many messages in flight: receive and delete messages, or wait until they are visible.",
  );

/** @param entry `SendMessageBatchRequestEntry` and the like */
export const emptyBatch = (entry: string) =>
  new AwsError("EmptyBatchRequest", `There should be at least one ${entry} in the request.`);

export const tooManyEntries = (count: number) =>
  new AwsError(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are 10. You have sent ${count}.`,
  );

export const repeatedId = (id: string) => new AwsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);

export const entryIdInvalid = () =>
  new AwsError(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );

export const batchTooLong = (limit: number, bytes: number) =>
  new AwsError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${bytes} bytes.`,
  );
