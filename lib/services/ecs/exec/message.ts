import { createHash } from "node:crypto";

/** Size of the header in bytes, without the payload length. */
const HEADER = 116;
const TYPE = { at: 4, length: 32 };
const SCHEMA_VERSION_AT = 36;
const CREATED_AT = 40;
const SEQUENCE_AT = 48;
const FLAGS_AT = 56;
const ID_AT = 64;
const DIGEST_AT = 80;
const PAYLOAD_TYPE_AT = 112;

/** The payload types of a shell session; those of handshakes belong to encrypted sessions and other kinds. */
export const PAYLOAD = { output: 1, size: 3, flag: 10 } as const;

/** A message of Session Manager's data channel, in the format of its agent and plugin. */
export interface ChannelMessage {
  /** `input_stream_data`, `output_stream_data`, `acknowledge`, `channel_closed` */
  readonly type: string;
  /** Counts from 0 in each stream. */
  readonly sequence: number;
  /** 1: the first of a stream; 3: not part of a stream. */
  readonly flags: number;
  /** A UUID. */
  readonly id: string;
  readonly payloadType: number;
  readonly payload: Uint8Array;
}

/** @param now milliseconds since the epoch. */
export function encodeMessage(message: ChannelMessage, now: number): Buffer {
  const { type, sequence, flags, id, payloadType, payload } = message;
  const bytes = Buffer.alloc(HEADER + 4 + payload.length);
  bytes.writeUInt32BE(HEADER, 0);
  bytes.write(type.padEnd(TYPE.length), TYPE.at, "latin1");
  bytes.writeUInt32BE(1, SCHEMA_VERSION_AT);
  bytes.writeBigUInt64BE(BigInt(now), CREATED_AT);
  bytes.writeBigInt64BE(BigInt(sequence), SEQUENCE_AT);
  bytes.writeBigUInt64BE(BigInt(flags), FLAGS_AT);
  const uuid = Buffer.from(id.replaceAll("-", ""), "hex");
  // The halves of an id are swapped on the wire.
  uuid.copy(bytes, ID_AT, 8, 16);
  uuid.copy(bytes, ID_AT + 8, 0, 8);
  createHash("sha256").update(payload).digest().copy(bytes, DIGEST_AT);
  bytes.writeUInt32BE(payloadType, PAYLOAD_TYPE_AT);
  bytes.writeUInt32BE(payload.length, HEADER);
  bytes.set(payload, HEADER + 4);
  return bytes;
}

/** `undefined` for invalid bytes. */
export function decodeMessage(data: Uint8Array): ChannelMessage | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < HEADER + 4) return undefined;
  const header = bytes.readUInt32BE(0);
  if (header < HEADER || bytes.length < header + 4) return undefined;
  const length = bytes.readUInt32BE(header);
  if (bytes.length < header + 4 + length) return undefined;
  const id = Buffer.concat([bytes.subarray(ID_AT + 8, ID_AT + 16), bytes.subarray(ID_AT, ID_AT + 8)]);
  return {
    type: bytes.toString("latin1", TYPE.at, TYPE.at + TYPE.length).replace(/[\0 ]+$/, ""),
    sequence: Number(bytes.readBigInt64BE(SEQUENCE_AT)),
    flags: Number(bytes.readBigUInt64BE(FLAGS_AT)),
    id: uuidOf(id),
    payloadType: bytes.readUInt32BE(PAYLOAD_TYPE_AT),
    payload: bytes.subarray(header + 4, header + 4 + length),
  };
}

/** A UUID of 16 bytes. */
export function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
