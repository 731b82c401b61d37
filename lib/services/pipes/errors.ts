import { AwsError } from "../../runtime/errors.js";

/** Input that violates a constraint of the model, or a rule between members. */
export const validationException = (message: string) => new AwsError("ValidationException", message);

/** The following texts are not verified on AWS. */
export const invalidFilter = (reason: string) =>
  validationException(`Event pattern is not valid. Reason: ${reason}`);
export const invalidArn = (member: string, arn: string) =>
  validationException(`${member} is not a valid ARN: ${arn}.`);
export const invalidTemplate = (placeholder: string) =>
  validationException(`InputTemplate contains the invalid placeholder ${placeholder}.`);
export const groupIdMissing = () => validationException("MessageGroupId must be specified for a FIFO queue.");
export const taskParametersMissing = () =>
  validationException("EcsTaskParameters must be specified for an ECS cluster.");
export const invalidNextToken = () => validationException("The NextToken is not valid.");
export const tooManyTags = () => validationException("A pipe can have at most 50 tags.");

export const pipeNotFound = (name: string) =>
  new AwsError("NotFoundException", `Pipe ${name} does not exist.`);

const conflict = (message: string, name: string) =>
  new AwsError("ConflictException", message, { members: { resourceId: name, resourceType: "pipe" } });
export const pipeExists = (name: string) => conflict(`Pipe ${name} already exists.`, name);
/** @param state `CREATING` */
export const pipeInTransition = (name: string, state: string) =>
  conflict(`Pipe ${name} is in the state ${state}, in which it cannot be changed.`, name);
