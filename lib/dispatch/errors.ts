import type { CatalogueService } from "../model/catalogue.js";
import type { ProtocolName, ServiceFacts } from "../model/facts.js";
import { AwsError } from "../runtime/errors.js";
import { describeThrown } from "../values/foreign-values.js";

/** What to do about a 501. SDKs do not send it again: they retry 500, 502, 503 and 504 alone. */
const NEXT = "Take the call out of the test, or give its client another endpoint.";

/**
 * An operation that AWS has and a simulated service lacks: never a silent success.
 *
 * @param count how many operations of the service are simulated.
 */
export function notSimulated(name: string, operation: string, count: number): AwsError {
  const message = `aws-sim does not simulate ${name}:${operation}. It simulates ${count} operations of ${name}, which docs/compatibility.md in its repository lists. ${NEXT}`;
  return new AwsError("NotImplemented", message, { status: 501 });
}

/**
 * An operation of a service that is not simulated at all.
 *
 * @param operation its name; else the method and path of the request.
 */
export function serviceNotSimulated(
  { name, serviceId }: CatalogueService,
  operation: string,
  simulated: readonly string[],
): AwsError {
  const message = `aws-sim does not simulate ${name}:${operation}, nor anything else of AWS's service ${serviceId}. The services that it simulates are ${simulated.join(", ")}. ${NEXT}`;
  return new AwsError("NotImplemented", message, { status: 501 });
}

/** An operation that AWS does not have either. `name` is what the request called it, where it named one. */
export function unknownOperation(
  { protocol, apiVersion }: Pick<ServiceFacts, "protocol" | "apiVersion">,
  name = "",
): AwsError {
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
export function rejectedByGuard(reason: string, protocol: ProtocolName = "json"): AwsError {
  const inJson = protocol === "json" || protocol === "rest-json";
  return new AwsError(inJson ? "AccessDeniedException" : "AccessDenied", reason, { status: 403 });
}

/** The throttling error of a protocol's services, unless their definition has its own. */
export function throttled(protocol: ProtocolName): AwsError {
  switch (protocol) {
    case "rest-xml":
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
  const reason = describeThrown(exception).message;
  return new AwsError(
    "InternalFailure",
    `aws-sim failed on this request: ${reason}. The exception with its stack is in sim.requests.`,
    { status: 500, cause: exception ?? new Error("undefined was thrown") },
  );
}
