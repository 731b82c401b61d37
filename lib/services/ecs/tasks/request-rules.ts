import { invalidParameter } from "../errors.js";
import type { RunTaskRequest } from "../generated/types.js";
import type { RegisteredTaskDefinition } from "../state/task-definitions.js";

const MOST_TASKS_PER_CALL = 10;
const LONGEST_STARTED_BY = 128;
const LONGEST_CLIENT_TOKEN = 64;
const LONGEST_REASON = 255;

/**
 * Validates single members of RunTask. AWS documents these limits
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html); the messages are assumptions.
 *
 * @throws InvalidParameterException
 */
export function checkRunTask(input: RunTaskRequest): void {
  const { count = 1, clientToken, propagateTags } = input;
  if (count < 1) throw invalidParameter("count must be at least 1.");
  if (count > MOST_TASKS_PER_CALL)
    throw invalidParameter(`count cannot be greater than ${MOST_TASKS_PER_CALL}.`);
  checkStartedBy(input.startedBy);
  checkClientToken(clientToken, LONGEST_CLIENT_TOKEN);
  if (propagateTags === "SERVICE")
    throw invalidParameter("Tags cannot be propagated from a service: RunTask starts tasks without one.");
}

/** @throws InvalidParameterException for a client token that is too long, or has other characters than AWS documents. */
export function checkClientToken(token: string | undefined, longest: number): void {
  if (token === undefined) return;
  if (token.length > longest)
    throw invalidParameter(`clientToken should not be longer than ${longest} characters.`);
  if (!/^[!-~]*$/.test(token)) throw invalidParameter("clientToken contains invalid characters.");
}

/** @throws InvalidParameterException for a `startedBy` that is too long or has other characters than AWS accepts. */
export function checkStartedBy(startedBy: string | undefined): void {
  // Step Functions may use a value that others may not.
  if (startedBy === undefined || startedBy === "AWS Step Functions") return;
  if (startedBy.length > LONGEST_STARTED_BY)
    throw invalidParameter(`startedBy should not be longer than ${LONGEST_STARTED_BY} characters.`);
  if (!/^[\w/-]*$/.test(startedBy)) throw invalidParameter("startedBy contains invalid characters.");
}

/** @throws InvalidParameterException when ExecuteCommand is wanted for a task without a role of its own. */
export function checkExecuteCommand(
  { taskRoleArn }: RegisteredTaskDefinition,
  { enableExecuteCommand, overrides }: Pick<RunTaskRequest, "enableExecuteCommand" | "overrides">,
): void {
  if (!enableExecuteCommand || overrides?.taskRoleArn || taskRoleArn) return;
  throw invalidParameter(
    "The task couldn't be started because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
  );
}

/** @throws InvalidParameterException for a reason of StopTask that is too long. */
export function checkReason(reason: string | undefined): void {
  if (reason !== undefined && reason.length > LONGEST_REASON)
    throw invalidParameter(`reason should not be longer than ${LONGEST_REASON} characters.`);
}
