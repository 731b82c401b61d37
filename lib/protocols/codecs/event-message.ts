import { crc32 } from "node:zlib";

/** A header value. Almost all are strings; the model specifies other types for some. */
export type HeaderValue = string | number | boolean | Uint8Array | Date;

/** Headers of a message, by name. */
export type EventHeaders = ReadonlyMap<string, HeaderValue>;

/** The types of header values (https://smithy.io/2.0/aws/amazon-eventstream.html). */
const TYPE = { true: 0, false: 1, integer: 4, bytes: 6, string: 7, timestamp: 8 } as const;

/** Size in bytes before the headers: both lengths, and their checksum. */
const PRELUDE = 12;
const CHECKSUM = 4;

/**
 * One message of `application/vnd.amazon.eventstream`.
 *
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function encodeMessage(headers: EventHeaders, payload: Uint8Array): Uint8Array {
  const encoded = Buffer.concat([...headers].map(([name, value]) => encodeHeader(name, value)));
  const message = Buffer.alloc(PRELUDE + encoded.length + payload.length + CHECKSUM);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(encoded.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(encoded, PRELUDE);
  message.set(payload, PRELUDE + encoded.length);
  const end = message.length - CHECKSUM;
  message.writeUInt32BE(crc32(message.subarray(0, end)), end);
  return message;
}

function encodeHeader(name: string, value: HeaderValue): Buffer {
  const text = Buffer.from(name);
  return Buffer.concat([Buffer.from([text.length]), text, encodeValue(value)]);
}

function encodeValue(value: HeaderValue): Buffer {
  if (typeof value === "boolean") return Buffer.from([value ? TYPE.true : TYPE.false]);
  if (typeof value === "number") {
    const number = Buffer.from([TYPE.integer, 0, 0, 0, 0]);
    number.writeInt32BE(value, 1);
    return number;
  }
  if (value instanceof Date) {
    const time = Buffer.alloc(9);
    time[0] = TYPE.timestamp;
    time.writeBigInt64BE(BigInt(value.getTime()), 1);
    return time;
  }
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  const type = typeof value === "string" ? TYPE.string : TYPE.bytes;
  return Buffer.concat([Buffer.from([type, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
