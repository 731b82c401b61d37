import { membersOf } from "../control/http/body.js";
import { HttpError } from "../control/http/http-error.js";
import type { Simulation } from "../runtime/context.js";
import type { OperationOutcome } from "../runtime/ports/operations.js";
import type { Json } from "../runtime/store/codec.js";
import { rootArn } from "../shared/arn.js";

/**
 * Calls an operation of any service as the root user of an account, as a client would: with faults, and a
 * record in `sim.requests`.
 *
 * @throws HttpError if the body contains no operation.
 */
export function callFromPage(
  { ports, settings }: Simulation,
  body: unknown,
): OperationOutcome | PromiseLike<OperationOutcome> {
  const given = membersOf(body, "service", "operation", "input", "account", "region");
  const { service, operation, input = {} } = given;
  if (typeof service !== "string" || typeof operation !== "string")
    throw new HttpError(400, 'Pass "service" and "operation", such as "sqs" and "SendMessage".');
  const at = {
    account: typeof given.account === "string" ? given.account : settings.account,
    region: typeof given.region === "string" ? given.region : settings.region,
  };
  const { operations } = ports;
  if (!operations) throw new Error("This simulator calls no operations.");
  return operations.call({
    service,
    operation,
    // Parsed from JSON.
    input: input as Json,
    timestamps: "iso8601",
    at,
    callerArn: rootArn(at),
    userAgent: "aws-sim-inspector",
    cause: "inspector",
  });
}
