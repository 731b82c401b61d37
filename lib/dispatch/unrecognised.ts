import type { SignatureReading } from "../auth/scope.js";
import type { WireRequest, WireResponse } from "../http/message.js";

/** The answer to a request that no simulated service takes, saying what was received. */
export function unrecognised(
  request: WireRequest,
  signature: SignatureReading,
  requestId: string,
): { response: WireResponse; error: Error } {
  const { code, status, message } = diagnose(request, signature);
  const error = Object.assign(new Error(message), { name: code });
  const headers = { "x-amzn-RequestId": requestId, "x-amzn-ErrorType": code };
  const xml = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const response: WireResponse = xml
    ? { status, headers: { ...headers, "content-type": "text/xml" }, body: xmlBody(code, message, requestId) }
    : {
        status,
        headers: { ...headers, "content-type": "application/x-amz-json-1.1" },
        body: JSON.stringify({ __type: code, message }),
      };
  return { response, error };
}

function diagnose(request: WireRequest, signature: SignatureReading) {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    const message = `No simulated service has the target "${target}".`;
    return { code: "UnknownOperationException", status: 400, message };
  }
  if (signature.kind === "signed") {
    const message = `aws-sim does not simulate the service "${signature.signature.service}", for which this request is signed.`;
    return { code: "NotImplemented", status: 501, message };
  }
  const message =
    `aws-sim cannot tell which service ${request.method} ${request.path} is for: it has no X-Amz-Target, no credential ` +
    "scope, no form with Action and Version, and no path that only one service has. Point an AWS client at it.";
  return { code: "UnknownOperationException", status: 404, message };
}

function xmlBody(code: string, message: string, requestId: string): string {
  const escaped = message.replace(/[<>&]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[c] ?? c);
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
