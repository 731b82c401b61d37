import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter, notFound, validationException } from "./buses.js";

export const ruleNotFound = (rule: string, bus: string) =>
  notFound(`Rule ${rule} does not exist on EventBus ${bus}.`);

/** @param reason as the pattern reader words it */
export const invalidEventPattern = (reason: string) =>
  new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);

export const invalidEvent = () => invalidParameter("Event");

export const neitherPatternNorSchedule = () =>
  validationException("Parameter(s) EventPattern or ScheduleExpression must be specified.");
export const scheduleNotOnDefaultBus = () =>
  validationException("ScheduleExpression is supported only on the default event bus.");
export const invalidSchedule = () => invalidParameter("ScheduleExpression");

export const ruleHasTargets = () => validationException("Rule can't be deleted since it has targets.");
export const managedRule = (name: string) =>
  new AwsError(
    "ManagedRuleException",
    `${name} is a managed rule. Set 'force' parameter to true to override.`,
  );

export const roleRequired = (targetArn: string) =>
  validationException(`RoleArn is required for target ${targetArn}.`);
export const invalidTargetArn = (arn: string) =>
  invalidParameter(arn, "Provided Arn is not in correct format.");
export const groupIdRequired = (id: string) =>
  validationException(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
export const ecsParametersRequired = (id: string) =>
  validationException(`Parameter(s) EcsParameters must be specified for target: ${id}.`);
export const severalInputs = (id: string) =>
  validationException(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
export const unknownPlaceholder = (id: string, name: string) =>
  validationException(`InputTemplate for target ${id} contains invalid placeholder ${name}.`);
/** The text is not verified on AWS. */
export const invalidJsonInput = (id: string) =>
  validationException(`JSON syntax error in input for target ${id}.`);
/** The text is not verified on AWS. */
export const invalidPath = (id: string) => validationException(`InputPath for target ${id} is invalid.`);
/** The text is not verified on AWS. */
export const invalidDeadLetterQueue = (id: string) =>
  validationException(`DeadLetterConfig.Arn for target ${id} must be the ARN of a standard SQS queue.`);
