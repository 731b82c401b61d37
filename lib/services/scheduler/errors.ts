import { AwsError } from "../../runtime/errors.js";

/** Input that violates a constraint of the model, or a rule between members. */
export const validationException = (message: string) => new AwsError("ValidationException", message);

export const invalidExpression = (expression: string) =>
  validationException(`Invalid Schedule Expression ${expression}.`);

/** The text is not verified on AWS, as those that follow. */
export const invalidTimezone = (name: string) =>
  validationException(`Invalid Schedule Expression Timezone ${name}.`);
export const windowMissing = () =>
  validationException("MaximumWindowInMinutes must be specified when FlexibleTimeWindow Mode is FLEXIBLE.");
export const windowUnwanted = () =>
  validationException("MaximumWindowInMinutes must not be specified when FlexibleTimeWindow Mode is OFF.");
export const endsBeforeStart = () => validationException("The StartDate must be before the EndDate.");
export const invalidTarget = (arn: string) =>
  validationException(`Provided Arn is not in correct format: ${arn}.`);
/** @param name `EcsParameters` */
export const parametersMissing = (name: string, arn: string) =>
  validationException(`${name} must be specified for the target ${arn}.`);
export const invalidNextToken = () => validationException("Invalid NextToken.");
export const tooManyTags = () => validationException("A schedule group can have at most 50 tags.");
export const defaultGroupDeletion = () =>
  validationException("The default schedule group cannot be deleted.");

export const roleNotAssumable = () =>
  validationException(
    "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
  );

const conflict = (message: string) => new AwsError("ConflictException", message);
export const scheduleExists = (name: string) => conflict(`Schedule ${name} already exists.`);
export const groupExists = (name: string) => conflict(`Schedule group ${name} already exists.`);
/** The text is not verified on AWS. */
export const groupDeleting = (name: string) => conflict(`Schedule group ${name} is being deleted.`);

const notFound = (message: string) => new AwsError("ResourceNotFoundException", message);
export const scheduleNotFound = (name: string) => notFound(`Schedule ${name} does not exist.`);
export const groupNotFound = (name: string) => notFound(`Schedule group ${name} does not exist.`);
