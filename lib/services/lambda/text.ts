import { createHash } from "node:crypto";

/** `2024-05-01T12:00:00.000+0000`, as functions and layers show moments. */
export function moment(date: Date): string {
  return date.toISOString().replace("Z", "+0000");
}

/** `2024-05-01T12:00:00+0000`, as provisioned concurrency shows them. */
export function momentInSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "+0000");
}

/** `2024-05-01T12:00:00.123000Z`, as function URLs show them. */
export function momentInMicroseconds(date: Date): string {
  return date.toISOString().replace("Z", "000Z");
}

/** Hex SHA-256 of a text: a stable stand-in for ids that only AWS can know. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
