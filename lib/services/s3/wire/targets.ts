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
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const key = slash < 0 ? "" : path.slice(slash + 1);
  // Most paths encode nothing, and decoding costs more than all of the above.
  if (!path.includes("%")) return { bucket, key };
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}
