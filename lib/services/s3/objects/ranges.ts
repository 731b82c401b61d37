import type { AwsError } from "../../../runtime/errors.js";
import { s3Error } from "../errors/requests.js";

/** Bytes of an object from `start` (included) to `end` (excluded). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The bytes that a `Range` header asks for; `undefined` for what S3 does not
 * follow (malformed, or several ranges), which gets the whole object.
 *
 * @throws InvalidRange when none of the bytes exist.
 */
export function spanOf(range: string, size: number): Span | undefined {
  const [, first, last] = RANGE.exec(range) ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(Number(last) + 1, size);
  if (first !== "" && last !== "" && Number(first) > Number(last)) return undefined;
  if (start >= size) throw invalidRange(range, size);
  return { start, end };
}

/** As `Content-Range` writes it. */
export function contentRange({ start, end }: Span, size: number): string {
  return `bytes ${start}-${end - 1}/${size}`;
}

function invalidRange(RangeRequested: string, ActualObjectSize: number): AwsError {
  const message = "The requested range is not satisfiable";
  return s3Error(416, "InvalidRange", message, { RangeRequested, ActualObjectSize });
}
