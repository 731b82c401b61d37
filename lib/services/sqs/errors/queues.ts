import { AwsError } from "../../../runtime/errors.js";
import type { BrokenConstraint } from "../../../shared/constraints.js";

/** An invalid parameter; `InvalidParameterValue` in the query protocol. */
export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}

/** A value that its parameter does not accept. */
export function invalidValue(value: string | number, parameter: string, reason: string): AwsError {
  return invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);
}

export function missingParameter(name: string): AwsError {
  return new AwsError("MissingRequiredParameterException", `The request must contain the parameter ${name}.`);
}

/** Input that violates the model. SQS's model has required members and no other constraints. */
export function validationError(message: string, { path, constraint }: BrokenConstraint): AwsError {
  if (constraint.kind !== "required") return invalidParameter(message);
  const name = path.slice(path.lastIndexOf(".") + 1);
  return missingParameter(name === "tags" ? "Tags" : name.charAt(0).toUpperCase() + name.slice(1));
}

export const queueDoesNotExist = () =>
  new AwsError("QueueDoesNotExist", "The specified queue does not exist.", {
    queryMessage: "The specified queue does not exist for this wsdl version.",
  });

export const queueDeletedRecently = () =>
  new AwsError(
    "QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
  );

export const queueNameExists = (attribute: string) =>
  new AwsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const queueNameInvalid = () =>
  invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");

export const fifoNameInvalid = () =>
  invalidParameter(
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
  );

export const purgeInProgress = (queue: string) =>
  new AwsError(
    "PurgeQueueInProgress",
    `Only one PurgeQueue operation on ${queue} is allowed every 60 seconds.`,
  );

const invalidAttributeName = (message: string) => new AwsError("InvalidAttributeName", message);

export const unknownAttribute = (name: string) => invalidAttributeName(`Unknown Attribute ${name}.`);

export const attributeOfFifo = (name: string) =>
  invalidAttributeName(`You can specify the ${name} only when FifoQueue is set to true.`);

export const twoEncryptions = () =>
  invalidAttributeName(
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
  );

/** @param reason a further sentence, where AWS has one. */
export function invalidAttributeValue(name: string, reason?: string): AwsError {
  const message = `Invalid value for the parameter ${name}.`;
  return new AwsError(
    "InvalidAttributeValue",
    reason === undefined ? message : `${message} Reason: ${reason}`,
  );
}

export const redriveInvalid = (text: string, reason: string) => invalidValue(text, "RedrivePolicy", reason);

export const labelTaken = (label: string) => invalidValue(label, "Label", "Already exists.");
export const labelMissing = (label: string) => invalidValue(label, "Label", "can't find label.");

export const tooManyActions = (count: number) =>
  new AwsError("OverLimit", `${count} Actions were found, maximum allowed is 7.`);

export const ownerAction = (action: string) =>
  invalidValue(`SQS:${action}`, "ActionName", "Only the queue owner is allowed to invoke this action.");

export const tooManyTags = (queue: string) => invalidParameter(`Too many tags added for queue ${queue}.`);

export const tagKeysInvalid = () =>
  invalidParameter("Tag keys must be between 1 and 128 characters in length.");

export const actionNotForQueues = (operation: string) =>
  new AwsError("InvalidAction", `The action ${operation} is not valid for this endpoint.`, { status: 400 });

const resourceNotFound = (message: string) => new AwsError("ResourceNotFoundException", message);

/** @param parameter `SourceArn` or `DestinationArn` */
export const moveTaskQueueMissing = (parameter: string) =>
  resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);

export const moveTaskMissing = () => resourceNotFound("Task does not exist.");

export const notADeadLetterQueue = () =>
  invalidParameter("Source queue must be configured as a Dead Letter Queue.");

export const moveTaskRunning = () =>
  invalidParameter(
    "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
  );

export const taskHandleInvalid = () => invalidParameter("Value for parameter TaskHandle is invalid.");

export const arnInvalid = (parameter: string) =>
  invalidParameter(
    `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
  );

export const nextTokenInvalid = () => invalidParameter("Invalid or expired next token.");
