import { queryParameter } from "../model/query-string.js";
import { andThen } from "../values/promises.js";
import type { WireRequest } from "../wire/message.js";

/** The fields of a query request. */
export interface Form {
  readonly body: Uint8Array;
  readonly version: string;
  /** The fields are in the URL; the request has no body. */
  readonly inQuery: boolean;
}

/** The first value of a field. */
export function formField({ body }: Form, name: string): string | undefined {
  return queryParameter(Buffer.from(body).toString("utf8"), name);
}

/**
 * Forms contain their service and operation only in the body, so the body is read first.
 *
 * @param accepted whether a service accepts forms for the path; otherwise a form is an object for S3.
 */
export function readForm(
  { headers, query }: WireRequest,
  accepted: boolean,
  read: () => Uint8Array | Promise<Uint8Array>,
): Form | PromiseLike<Form> | undefined {
  if (!accepted) return undefined;
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    return andThen(read(), formOf);
  }
  if (!query.includes("Action=")) return undefined;
  return {
    body: Buffer.from(query),
    version: new URLSearchParams(query).get("Version") ?? "",
    inQuery: true,
  };
}

function formOf(body: Uint8Array): Form {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");
  const version = /(?:^|&)Version=([\d-]+)/.exec(text)?.[1] ?? "";
  return { body, version, inQuery: false };
}
