import { STATUS_CODES } from "node:http";
import type { AnswerIds } from "../../../wire/hooks.js";

/** An error response of a website. */
export interface WebsiteError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** `Key`, `BucketName` and the like. */
  readonly details: Readonly<Record<string, string>>;
}

/** The ids of a response, shown on the page. */
export type PageIds = Partial<AnswerIds> & { readonly requestId: string };

/**
 * S3's error page (measured).
 *
 * @param document the error of the bucket's own error page, if that failed too
 */
export function errorPage(error: WebsiteError, ids: PageIds, document?: WebsiteError): string {
  const title = `${error.status} ${STATUS_CODES[error.status] ?? ""}`;
  const nested = document
    ? `<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n${list(document, [])}`
    : "";
  const own = [`RequestId: ${ids.requestId}`, `HostId: ${ids.hostId ?? ""}`];
  return (
    `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n` +
    `${list(error, own)}${nested}<hr/>\n</body>\n</html>\n`
  );
}

function list({ code, message, details }: WebsiteError, more: readonly string[]): string {
  const shown = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  const items = [`Code: ${code}`, `Message: ${message}`, ...shown, ...more];
  return `<ul>\n${items.map((item) => `<li>${escaped(item)}</li>\n`).join("")}</ul>\n`;
}

/** The headers by which S3 describes an error without a body. */
export function errorHeaders({ code, message, details }: WebsiteError): Record<string, string> {
  const headers: Record<string, string> = { "x-amz-error-code": code, "x-amz-error-message": message };
  for (const [name, value] of Object.entries(details))
    Object.assign(headers, { [`x-amz-error-detail-${name}`]: encodeURI(value) });
  return headers;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
