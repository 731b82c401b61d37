/** What the path of a request names. */
export interface Target {
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

/** Reads `/bucket/key`. @throws URIError when percent signs in it encode nothing. */
export function targetOf(path: string): Target {
  const slash = path.indexOf("/", 1);
  if (slash < 0) return { bucket: decodeURIComponent(path.slice(1)), key: "" };
  return { bucket: decodeURIComponent(path.slice(1, slash)), key: decodeURIComponent(path.slice(slash + 1)) };
}
