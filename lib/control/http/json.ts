import { NestedTooDeep, parseDocument } from "../../text/json-document.js";
import { describeThrown } from "../../values/foreign-values.js";
import { isError } from "../../values/is-error.js";
import type { WireRequest } from "../../wire/message.js";
import { BodyTooLarge } from "../../wire/message.js";
import { HttpError } from "./http-error.js";

const BODY_LIMIT = 8 * 1024 * 1024;

/**
 * Parses the JSON body of a request; `undefined` if it is empty.
 *
 * @throws HttpError 413 if it is too large, 400 if it is not JSON.
 */
export async function readJson({ body }: WireRequest): Promise<unknown> {
  const bytes = await Promise.resolve(body.bytes(BODY_LIMIT)).catch((error: unknown) => {
    throw error instanceof BodyTooLarge ? new HttpError(413, `${error.message} Send a smaller body.`) : error;
  });
  const text = Buffer.from(bytes).toString("utf8").trim();
  if (text === "") return undefined;
  try {
    return parseDocument(text);
  } catch (error) {
    if (error instanceof NestedTooDeep)
      throw new HttpError(400, `${error.message} Send one with less nesting.`);
    throw new HttpError(400, "The body is not valid JSON. Send a JSON document, or no body.");
  }
}

/** Writes JSON: dates as ISO 8601, bytes as base64, errors with their message and stack, streams as null. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, function (this: unknown, key: string, shown: unknown) {
    // `toJSON` has already converted Buffers.
    const original = isRecord(this) ? this[key] : shown;
    if (original instanceof Uint8Array) return Buffer.from(original).toString("base64");
    if (isError(original)) return describeThrown(original);
    if (isRecord(original) && Symbol.asyncIterator in original) return null;
    return shown;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
