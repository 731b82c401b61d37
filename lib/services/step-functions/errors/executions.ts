import { AwsError } from "../../../runtime/errors.js";

export const executionDoesNotExist = (arn: string) =>
  new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);

export const executionAlreadyExists = (arn: string) =>
  new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);

/** @param reason the parser's message. */
export const invalidExecutionInput = (reason: string) =>
  new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${reason}'`);

/** A Standard operation on an Express workflow, or the reverse. */
export const stateMachineTypeNotSupported = () =>
  new AwsError(
    "StateMachineTypeNotSupported",
    "This operation is not supported by this type of state machine",
  );

export const executionNotRedrivable = (reason: string) => new AwsError("ExecutionNotRedrivable", reason);

export const invalidOutput = (reason: string) => new AwsError("InvalidOutput", `Invalid Output: '${reason}'`);

/** The token of a task that has ended, or whose execution has. */
export const taskTimedOut = () =>
  new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");

export const mapRunDoesNotExist = (arn: string) =>
  new AwsError("ResourceNotFound", `Resource not found: '${arn}'`, { members: { resourceName: arn } });

/** A map run that has ended. The code is AWS's, the message is an assumption. */
export const mapRunHasEnded = (arn: string) =>
  new AwsError("ValidationException", `The map run has ended: '${arn}'`);
