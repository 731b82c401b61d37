import { AwsError } from "../aws/aws-error.js";
import { DockerError } from "../errors.js";
import { json, type Plain } from "./reply.js";

/** AWS errors caused by the client: the requested container cannot run on Fargate. */
const CLIENT_FAULTS = new Set(["ClientException", "InvalidParameterException"]);

/** An error in Docker's form. Errors of AWS keep their code and message. */
export function errorReply(error: unknown): Plain {
  const message = error instanceof Error ? error.message : String(error);
  return json(statusOf(error), { message });
}

function statusOf(error: unknown): number {
  if (error instanceof DockerError) return error.status;
  if (error instanceof AwsError)
    return error.operation === "RegisterTaskDefinition" && CLIENT_FAULTS.has(error.code) ? 400 : 500;
  return error instanceof URIError ? 400 : 500;
}
