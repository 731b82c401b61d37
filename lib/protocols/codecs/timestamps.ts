import type { TimestampFormat } from "../../model/facts.js";

/** `2024-05-01T12:00:00Z`, with milliseconds if they are not zero. */
export function toIso8601(date: Date): string {
  const text = date.toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
}

/** `Wed, 01 May 2024 12:00:00 GMT`. */
export function toRfc822(date: Date): string {
  return date.toUTCString();
}

/** Seconds with at most three decimals: longer fractions break the SDK for Java. */
export function toEpochSeconds(date: Date): number {
  return date.getTime() / 1000;
}

/** Writes a timestamp for XML, a header or a query string. */
export function formatTimestamp(date: Date, format: TimestampFormat): string {
  switch (format) {
    case "iso8601":
      return toIso8601(date);
    case "rfc822":
      return toRfc822(date);
    case "unixTimestamp":
      return String(toEpochSeconds(date));
  }
}

/** Parses a timestamp in any of the three formats, as AWS does; undefined for any other string. */
export function parseTimestamp(text: string): Date | undefined {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return fromEpochSeconds(Number(text));
  if (!/^\d{4}-\d\d-\d\d|^[A-Za-z]{3}, /.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Undefined outside the range of `Date`. */
export function fromEpochSeconds(seconds: number): Date | undefined {
  const date = new Date(Math.round(seconds * 1000));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
