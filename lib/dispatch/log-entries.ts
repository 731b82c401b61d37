import type { LoggedRequest } from "../control/requests.js";
import { ERROR_RESPONSE, type LogEntry } from "../runtime/logger.js";

/** The entry of a request in the simulator's own log; none if it succeeded or the connection was dropped. */
export function entryOf(request: LoggedRequest): LogEntry | undefined {
  const { service, operation, method, path, status, exception, errorCode, errorMessage } = request;
  if (status < 400) return undefined;
  const asked = operation === undefined ? `${service} ${method} ${path}` : `${service}:${operation}`;
  const { requestId, account, region } = request;
  if (exception !== undefined) {
    const place = request.stub === undefined ? "inside the simulator" : "in a stub of the test";
    const msg = `${asked} failed ${place}`;
    return { level: "error", msg, fields: { exception, requestId } };
  }
  const msg = `${asked} returned ${status} ${errorCode}: ${errorMessage}`;
  const names = { service, operation, method, path, account, region };
  const fields = { event: ERROR_RESPONSE, ...names, status, errorCode, errorMessage, requestId };
  return { level: status >= 500 ? "error" : "info", msg, fields };
}
