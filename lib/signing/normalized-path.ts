/** An empty segment, `.` or `..`. */
const UNNORMALIZED = /\/(?:\/|\.\.?(?:\/|$))/;

/**
 * A path as signatures cover it (RFC 3986, section 5.2.4, and without empty segments). The operation is
 * chosen by the signed path, so that `/functions/f/policy/..` is not another operation under the same
 * signature.
 */
export function normalizedPath(path: string): string {
  if (!UNNORMALIZED.test(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  return kept.length === 0 ? "/" : `/${kept.join("/")}${path.endsWith("/") ? "/" : ""}`;
}
