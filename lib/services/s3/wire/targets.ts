/** The bucket and key in the path of a request. */
export interface Target {
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

/** Parses `/bucket/key`. @throws URIError for malformed percent-encoding. */
export function targetOf(path: string): Target {
  const slash = path.indexOf("/", 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const key = slash < 0 ? "" : path.slice(slash + 1);
  // Most paths have no escapes, and decoding costs more than all of the above.
  if (!path.includes("%")) return { bucket, key };
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}
