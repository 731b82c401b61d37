import type { RequestHead } from "../../wire/hooks.js";

const ONE_FILE_SYSTEM = /^\/2015-02-01\/file-systems\/(fs-[0-9a-f]+)$/;

/**
 * AWS selects a file system by a query parameter. The path `GET /2015-02-01/file-systems/{id}` is also
 * supported.
 */
export function rewrite(request: RequestHead): RequestHead {
  const id = request.method === "GET" ? ONE_FILE_SYSTEM.exec(request.path)?.[1] : undefined;
  return id === undefined
    ? request
    : { ...request, path: "/2015-02-01/file-systems", query: `FileSystemId=${id}` };
}
