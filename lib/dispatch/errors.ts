import { type Denial, denialMessage } from "../authorization/denial.js";
import { NOT_IMPLEMENTED } from "../control/requests.js";
import type { ProtocolName, ServiceFacts } from "../model/facts.js";
import type { Operation, ServiceModel } from "../model/service-model.js";
import { AwsError } from "../runtime/errors.js";
import type { StorageError } from "../runtime/storage-error.js";
import { describeThrown } from "../values/foreign-values.js";

/**
 * Advice for a 501 of a service whose facts are not in the package. SDKs do not retry 501: they retry only
 * 500, 502, 503 and 504.
 */
const WITHOUT_FACTS = "Remove the call from the test, or use another endpoint for its client.";

/** The line of a test that stubs an operation whose model is in the package. */
function stubLine(service: string, operation: string): string {
  return `Stub it in your test: sim.stub("${service}", "${operation}", { … }).`;
}

/**
 * An operation that a simulated service does not implement: never a silent success.
 *
 * @param count number of simulated operations of the service.
 */
export function notSimulated(name: string, operation: string, count: number): AwsError {
  const message = `aws-sim does not simulate ${name}:${operation}. It simulates ${count} operations of ${name}, which docs/compatibility.md in its repository lists. ${stubLine(name, operation)}`;
  return new AwsError(NOT_IMPLEMENTED, message, { status: 501 });
}

/**
 * An operation of a service that is not simulated.
 *
 * @param operation its name, else the method and path of the request.
 * @param next advice for the user.
 */
export function serviceNotSimulated(
  { name, serviceId }: { readonly name: string; readonly serviceId: string },
  operation: string,
  simulated: readonly string[],
  next: string = WITHOUT_FACTS,
): AwsError {
  const message = `aws-sim does not simulate ${name}:${operation}, nor any other operation of ${serviceId}. The services that it simulates are ${simulated.join(", ")}. ${next}`;
  return new AwsError(NOT_IMPLEMENTED, message, { status: 501 });
}

/** As {@link serviceNotSimulated}, for a service whose model is in the package. */
export function onlyStubbed(
  service: { readonly name: string; readonly serviceId: string },
  operation: string,
  simulated: readonly string[],
): AwsError {
  return serviceNotSimulated(service, operation, simulated, stubLine(service.name, operation));
}

/**
 * An operation that is not supported even with a stub: its request is an event stream, which continues during
 * the response.
 */
export function eventsNotRead(service: string, operation: string): AwsError {
  const message = `aws-sim does not support the event stream that ${service}:${operation} receives. The operation is neither simulated nor can it be stubbed: use another operation, or your own client, in the code under test.`;
  return new AwsError(NOT_IMPLEMENTED, message, { status: 501 });
}

/** An operation that AWS does not have. `name` is its name in the request, if any. */
export function unknownOperation(
  { protocol, apiVersion }: Pick<ServiceFacts, "protocol" | "apiVersion">,
  name = "",
): AwsError {
  if (protocol === "query" || protocol === "ec2") {
    return new AwsError("InvalidAction", `Could not find operation ${name} for version ${apiVersion}`, {
      status: 400,
    });
  }
  const status = protocol === "json" || protocol === "rpc-v2-cbor" ? 400 : 404;
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

/**
 * Rejects a request that a hostile web page may have sent. AWS has no such error; this is the closest one.
 */
export function rejectedByGuard(reason: string, protocol: ProtocolName = "json"): AwsError {
  const inJson = protocol === "json" || protocol === "rest-json" || protocol === "rpc-v2-cbor";
  return new AwsError(inJson ? "AccessDeniedException" : "AccessDenied", reason, { status: 403 });
}

/** The default throttling error of a protocol's services. */
export function throttled(protocol: ProtocolName): AwsError {
  switch (protocol) {
    case "rest-xml":
    case "query":
    case "ec2":
      return new AwsError("Throttling", "Rate exceeded", { status: 400 });
    case "rest-json":
      return new AwsError("ThrottlingException", "Rate exceeded", { status: 429 });
    case "json":
    case "rpc-v2-cbor":
      return new AwsError("ThrottlingException", "Rate exceeded", { status: 400 });
  }
}

/** Reports a storage error as the operation's modelled internal failure, else as that of the protocol. */
export function notStored(error: StorageError, model?: ServiceModel, operation?: Operation): AwsError {
  const own = model && operation && model.failureCode(operation);
  if (own !== undefined) return new AwsError(own, error.message, { status: 500, cause: error });
  const protocol = model?.facts.protocol;
  const code = protocol === "rest-xml" || protocol === "ec2" ? "InternalError" : "InternalFailure";
  return new AwsError(code, error.message, { status: 500, cause: error });
}

/** The default access denied error of a protocol's services. */
export function denied(denial: Denial, protocol: ProtocolName): AwsError {
  const message = denialMessage(denial);
  switch (protocol) {
    case "json":
    case "rpc-v2-cbor":
      return new AwsError("AccessDeniedException", message, { status: 400 });
    case "rest-json":
      return new AwsError("AccessDeniedException", message, { status: 403 });
    case "rest-xml":
    case "query":
    case "ec2":
      return new AwsError("AccessDenied", message, { status: 403 });
  }
}

/** A bug in the simulator. The exception goes to the log, where a test can read it. */
export function internalFailure(exception: unknown): AwsError {
  const reason = describeThrown(exception).message;
  return new AwsError(
    "InternalFailure",
    `aws-sim failed on this request: ${reason}. The exception with its stack is in sim.requests.`,
    { status: 500, cause: exception ?? new Error("undefined was thrown") },
  );
}
