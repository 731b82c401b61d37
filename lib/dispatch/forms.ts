import { parseQueryString } from "../model/query-string.js";
import { andThen } from "../values/promises.js";
import type { WireRequest } from "../wire/message.js";

/** The fields of a query request. */
export interface Form {
  readonly body: Uint8Array;
  readonly version: string;
  /** The fields came in the URL; the request has no body. */
  readonly inQuery: boolean;
}

/** The first value of a field. */
export function formField({ body }: Form, name: string): string | undefined {
  return parseQueryString(Buffer.from(body).toString("utf8")).get(name)?.[0];
}

/**
 * A form tells its service and operation only in its body, so that one is read
 * first. Query services have one path: a form under another is an object for S3.
 */
export function readForm(
  { path, headers, query }: WireRequest,
  read: () => Uint8Array | Promise<Uint8Array>,
): Form | PromiseLike<Form> | undefined {
  if (path !== "/") return undefined;
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
  const version = /(?:^|&)Version=([\d-]+)/.exec(Buffer.from(body).toString("latin1"))?.[1] ?? "";
  return { body, version, inQuery: false };
}
