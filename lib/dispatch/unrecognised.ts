import { ServiceModel } from "../model/service-model.js";
import { escapeXml } from "../protocols/codecs/xml-text.js";
import { protocolFor } from "../protocols/index.js";
import { AwsError } from "../runtime/errors.js";
import type { SignatureReading } from "../signing/scope.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import { serviceNotSimulated, unknownOperation } from "./errors.js";
import { type Form, formField } from "./forms.js";
import type { Recognised } from "./recognise.js";
import { targetOf } from "./targets.js";

/** The response to a request that no simulated service accepts, and its name in the log. */
export interface Rejection {
  readonly error: AwsError;
  /** AWS's name of the service in its SDKs: `sqs`. */
  readonly service?: string;
  /** The operation, if AWS has it. */
  readonly operation?: string;
  write(requestId: string): WireResponse;
}

/**
 * Rejects a request that no simulated service accepts, in the protocol of its service: 501 for an operation
 * that AWS has, AWS's own error for any other.
 *
 * @param found the recognised service and operation
 * @param simulated names of the simulated services, for the message.
 */
export function rejectionOf(
  found: Recognised | undefined,
  request: WireRequest,
  signature: SignatureReading,
  form: Form | undefined,
  simulated: readonly string[],
): Rejection {
  if (!found) {
    const error = unrecognised(request, signature, form);
    return { error, write: (requestId) => answerWithoutModel(request, requestId, error) };
  }
  const { service, operation, known } = found;
  // Some services, such as API Gateway's deployed APIs, have paths that no model lists.
  const { path, method } = request;
  const error =
    known || operation === undefined
      ? serviceNotSimulated(service, operation ?? `${method} ${path}`, simulated)
      : unknownOperation(answerFacts(found), operation);
  return {
    error,
    service: service.name,
    ...(known && { operation }),
    write: (requestId) => write(found, request, requestId, error),
  };
}

function write(found: Recognised, request: WireRequest, requestId: string, error: AwsError): WireResponse {
  const facts = answerFacts(found);
  const context = { request, requestId, head: request.method === "HEAD" };
  const protocol = found.answer === "cbor" ? "rpc-v2-cbor" : facts.protocol;
  const writer = protocolFor(facts, undefined, protocol);
  return writer.serializeError(new ServiceModel(facts), undefined, error, context);
}

/** A service that moved from query to JSON still accepts forms, and responds to them in XML. */
function answerFacts({ service: { facts }, answer }: Recognised): Recognised["service"]["facts"] {
  return answer === "query" && facts.protocol !== "ec2" ? { ...facts, protocol: "query" } : facts;
}

/** The error for a request that belongs to no AWS service, with the received parts. */
function unrecognised(request: WireRequest, signature: SignatureReading, form: Form | undefined): AwsError {
  const target = targetOf(request);
  if (target !== undefined) {
    const message = `No AWS service has the target "${request.headers["x-amz-target"]}".`;
    return new AwsError("UnknownOperationException", message, { status: 400 });
  }
  if (signature.kind === "malformed") {
    return new AwsError("IncompleteSignatureException", signature.reason, { status: 400 });
  }
  if (form) {
    const message = `Could not find operation ${formField(form, "Action") ?? ""} for version ${form.version}`;
    return new AwsError("InvalidAction", message, { status: 400 });
  }
  if (signature.kind === "signed") {
    const { service } = signature.signature;
    const message = `This request is signed for the service "${service}", which neither AWS nor aws-sim has.`;
    return new AwsError("UnknownOperationException", message, { status: 404 });
  }
  const message =
    `aws-sim cannot tell which service ${request.method} ${request.path} is for: it has no X-Amz-Target, no credential ` +
    "scope, no form with Action and Version, and no path that only one service has. Point an AWS client at it.";
  return new AwsError("UnknownOperationException", message, { status: 404 });
}

/** Serializes an error without a service: XML for forms, else JSON. */
export function answerWithoutModel(
  { method, headers: sent, query }: WireRequest,
  requestId: string,
  error: AwsError,
): WireResponse {
  const { code, message, status = 400 } = error;
  const form =
    sent["content-type"]?.startsWith("application/x-www-form-urlencoded") === true ||
    /(?:^|&)Action=/.test(query);
  const headers = {
    "x-amzn-RequestId": requestId,
    "x-amzn-ErrorType": code,
    "content-type": form ? "text/xml" : "application/x-amz-json-1.1",
  };
  if (method === "HEAD") return { status, headers };
  return {
    status,
    headers,
    body: form ? xmlBody(code, message, requestId) : JSON.stringify({ __type: code, message }),
  };
}

function xmlBody(code: string, message: string, requestId: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}
