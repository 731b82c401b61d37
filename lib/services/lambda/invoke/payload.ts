import { isUtf8 } from "node:buffer";
import { MOST_LEVELS, NestedTooDeep, parseDocument } from "../../../text/json-document.js";
import { entityTooLarge, invalidRequestContent } from "../errors/requests.js";
import type { InvocationType } from "../generated/types.js";

const PAYLOAD_LIMITS = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;
const LARGEST_CLIENT_CONTEXT = 3583;

/** The end of messages of Lambda's JSON parser (Jackson). */
const EXPECTED = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

const TOO_DEEP = `Document nesting depth (${MOST_LEVELS + 1}) exceeds the maximum allowed (${MOST_LEVELS}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`;

/** @throws RequestEntityTooLargeException for more bytes than the type of invocation takes. */
export function checkSize(payload: Uint8Array, type: InvocationType): void {
  const limit = PAYLOAD_LIMITS[type];
  if (payload.length <= limit) return;
  throw entityTooLarge(
    `${payload.length} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`,
  );
}

/**
 * Parses the event in a request body; `{}` for an empty one.
 *
 * @throws InvalidRequestContentException for anything that is not JSON.
 */
export function parsePayload(payload: Uint8Array): unknown {
  if (payload.length === 0) return {};
  if (!isUtf8(payload)) throw notJson(`Invalid UTF-8 start byte 0x${firstInvalidByte(payload).toString(16)}`);
  const text = Buffer.from(payload).toString("utf8");
  try {
    return parseDocument(text);
  } catch (error) {
    throw notJson(error instanceof NestedTooDeep ? TOO_DEEP : complaint(text));
  }
}

/**
 * Parses the `X-Amz-Client-Context` header: JSON in base64.
 *
 * @throws InvalidRequestContentException if it is invalid.
 */
export function parseClientContext(header: string | undefined): unknown {
  if (header === undefined) return undefined;
  try {
    if (header.length > LARGEST_CLIENT_CONTEXT) throw new RangeError("too long");
    return parseDocument(Buffer.from(header, "base64").toString("utf8"));
  } catch {
    throw invalidRequestContent("Client context must be a valid Base64-encoded JSON object.");
  }
}

function notJson(reason: string) {
  const source =
    "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]";
  return invalidRequestContent(
    `Could not parse request body into json: Could not parse payload into json: ${reason}\n at ${source}`,
  );
}

function complaint(text: string): string {
  const [word] = /^\s*[A-Za-z_$][\w$]*/.exec(text) ?? [];
  if (word !== undefined) return `Unrecognized token '${word.trim()}': was expecting ${EXPECTED}`;
  const trimmed = text.trimStart();
  const code = trimmed.charCodeAt(0);
  if (Number.isNaN(code)) return "No content to map due to end-of-input";
  if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
    return `Unexpected end-of-input: expected close marker for ${trimmed.startsWith("{") ? "Object" : "Array"}`;
  }
  const shown =
    code < 32 || (code > 126 && code < 160)
      ? `(CTRL-CHAR, code ${code})`
      : `'${trimmed.charAt(0)}' (code ${code})`;
  return `Unexpected character (${shown}): expected a valid value ${EXPECTED}`;
}

/** The first byte that starts no UTF-8 sequence. */
function firstInvalidByte(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (!isUtf8(bytes.subarray(at, at + length))) return byte;
    at += length;
  }
  return 0;
}
