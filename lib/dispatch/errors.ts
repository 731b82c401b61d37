import { AwsError } from "../core/errors.js";
import type { ProtocolName, ServiceFacts } from "../model/facts.js";

/** A modelled operation that we have not written: never a silent success. */
export function notSimulated(service: string, operation: string): AwsError {
  return new AwsError(
    "NotImplemented",
    `aws-sim does not simulate ${service}:${operation}. The page of the service under docs/services lists what it ` +
      "simulates; for a test that needs only an answer, add a fault or take the call out of the test.",
    { status: 501 },
  );
}

/** An operation that AWS does not have either. `name` is what the request called it, where it named one. */
export function unknownOperation({ protocol, apiVersion }: ServiceFacts, name = ""): AwsError {
  if (protocol === "query" || protocol === "ec2") {
    return new AwsError("InvalidAction", `Could not find operation ${name} for version ${apiVersion}`, {
      status: 400,
    });
  }
  const status = protocol === "json" ? 400 : 404;
  return new AwsError(
    "UnknownOperationException",
    `The requested operation is not recognized by the service.`,
    { status },
  );
}

export function tooLarge(limit: number): AwsError {
  return new AwsError("RequestEntityTooLargeException", `Request must be smaller than ${limit} bytes`, {
    status: 413,
  });
}

/** The rejection of a request that a hostile web page may have sent. AWS has no such error: this is its nearest. */
export function refusedByGuard(reason: string, protocol: ProtocolName = "json"): AwsError {
  const inJson = protocol === "json" || protocol === "rest-json";
  return new AwsError(inJson ? "AccessDeniedException" : "AccessDenied", reason, { status: 403 });
}

/** Throttling as each protocol's services answer it. */
export function throttled(protocol: ProtocolName): AwsError {
  switch (protocol) {
    case "rest-xml":
      return new AwsError("SlowDown", "Please reduce your request rate.", { status: 503 });
    case "query":
    case "ec2":
      return new AwsError("Throttling", "Rate exceeded", { status: 400 });
    case "rest-json":
      return new AwsError("ThrottlingException", "Rate exceeded", { status: 429 });
    case "json":
      return new AwsError("ThrottlingException", "Rate exceeded", { status: 400 });
  }
}

/** A mistake of the simulator itself; the exception goes to the log, where the test finds it. */
export function internalFailure(exception: unknown): AwsError {
  const reason = exception instanceof Error ? exception.message : String(exception);
  return new AwsError(
    "InternalFailure",
    `aws-sim failed on this request: ${reason}. The exception with its stack is in sim.requests.`,
    { status: 500, cause: exception ?? new Error("undefined was thrown") },
  );
}
