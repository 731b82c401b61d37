import { createHash } from "node:crypto";

/** `2024-05-01T12:00:00.000+0000`, the format in functions and layers. */
export function moment(date: Date): string {
  return date.toISOString().replace("Z", "+0000");
}

/** `2024-05-01T12:00:00+0000`, the format in provisioned concurrency. */
export function momentInSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "+0000");
}

/** `2024-05-01T12:00:00.123000Z`, the format in function URLs. */
export function momentInMicroseconds(date: Date): string {
  return date.toISOString().replace("Z", "000Z");
}

/** Hex SHA-256 of a string: a stable replacement for ids that only AWS can compute. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
