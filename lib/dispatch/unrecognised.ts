import type { SignatureReading } from "../auth/scope.js";
import { AwsError } from "../core/errors.js";
import type { WireRequest, WireResponse } from "../http/message.js";

/** The error for a request that no simulated service takes, saying what was received. */
export function unrecognised(request: WireRequest, signature: SignatureReading): AwsError {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    return new AwsError("UnknownOperationException", `No simulated service has the target "${target}".`, {
      status: 400,
    });
  }
  if (signature.kind === "malformed") {
    return new AwsError("IncompleteSignatureException", signature.reason, { status: 400 });
  }
  if (signature.kind === "signed") {
    const { service } = signature.signature;
    const message = `aws-sim does not simulate the service "${service}", for which this request is signed.`;
    return new AwsError("NotImplemented", message, { status: 501 });
  }
  const message =
    `aws-sim cannot tell which service ${request.method} ${request.path} is for: it has no X-Amz-Target, no credential ` +
    "scope, no form with Action and Version, and no path that only one service has. Point an AWS client at it.";
  return new AwsError("UnknownOperationException", message, { status: 404 });
}

/** Writes an error where no service's model says how: as XML to forms, else as JSON. */
export function answerWithoutModel(
  { method, headers: sent }: WireRequest,
  requestId: string,
  error: AwsError,
): WireResponse {
  const { code, message, status = 400 } = error;
  const form = sent["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
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
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  return `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function escaped(text: string): string {
  return text.replace(/[<>&]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[c] ?? c);
}
