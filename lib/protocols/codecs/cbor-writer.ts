import type { Member, Shape } from "../../model/shapes.js";
import { isPresent, type Values } from "../../model/values.js";
import { isRecord } from "../../values/is-record.js";
import { toEpochSeconds } from "./timestamps.js";

/** The major types of data items (RFC 8949, section 3.1), shifted to their position in the first byte. */
const MAJOR = { unsigned: 0x00, negative: 0x20, bytes: 0x40, text: 0x60, array: 0x80, map: 0xa0, tag: 0xc0 };
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const DOUBLE = 0xfb;
const EPOCH_SECONDS = 1;

/**
 * Writes the named members of a structure as a CBOR document; unknown members are dropped.
 *
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 *
 * @param strings leading members without a shape, such as `__type`
 */
export function writeCbor(
  members: readonly Member[],
  values: Values,
  strings: Readonly<Record<string, string>> = {},
): Uint8Array {
  const writer = new CborWriter();
  writer.structure(members, values, Object.entries(strings));
  return writer.finish();
}

/** A growing buffer. */
class CborWriter {
  private buffer = Buffer.allocUnsafe(512);
  private length = 0;

  finish(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  structure(
    members: readonly Member[],
    values: Values,
    strings: readonly (readonly [string, string])[] = [],
  ): void {
    const present = members.filter((member) => isPresent(values[member.name]));
    this.head(MAJOR.map, present.length + strings.length);
    for (const [name, text] of strings) {
      this.text(name);
      this.text(text);
    }
    for (const member of present) {
      this.text(member.wireName);
      this.value(member.shape, values[member.name]);
    }
  }

  private value(shape: Shape, value: unknown): void {
    if (shape.type === "structure" && !shape.document && isRecord(value))
      this.structure(shape.members, value);
    else if (shape.type === "list" && Array.isArray(value)) this.list(value, shape.member.shape);
    else if (shape.type === "map" && isRecord(value)) this.map(value, shape.value.shape);
    else if (typeof value === "number" && (shape.type === "float" || shape.type === "double"))
      this.double(value);
    else this.untyped(value);
  }

  /** A scalar, or a value of another type than its shape. */
  private untyped(value: unknown): void {
    if (typeof value === "string") this.text(value);
    else if (typeof value === "number") this.number(value);
    else if (typeof value === "boolean") this.byte(value ? TRUE : FALSE);
    else if (value instanceof Uint8Array) this.bytes(value);
    else if (value instanceof Date) this.timestamp(value);
    else if (Array.isArray(value)) this.list(value);
    else if (isRecord(value)) this.map(value);
    else this.byte(NULL);
  }

  private list(values: readonly unknown[], item?: Shape): void {
    const present = values.filter(isPresent);
    this.head(MAJOR.array, present.length);
    for (const value of present) this.either(item, value);
  }

  private map(values: Values, item?: Shape): void {
    const present = Object.entries(values).filter(([, value]) => isPresent(value));
    this.head(MAJOR.map, present.length);
    for (const [key, value] of present) {
      this.text(key);
      this.either(item, value);
    }
  }

  private either(shape: Shape | undefined, value: unknown): void {
    if (shape) this.value(shape, value);
    else this.untyped(value);
  }

  /** Seconds since the epoch, with a fraction if necessary. */
  private timestamp(date: Date): void {
    this.head(MAJOR.tag, EPOCH_SECONDS);
    this.number(toEpochSeconds(date));
  }

  private number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.double(value);
    else if (value < 0) this.head(MAJOR.negative, -1 - value);
    else this.head(MAJOR.unsigned, value);
  }

  private text(value: string): void {
    const length = Buffer.byteLength(value);
    this.head(MAJOR.text, length);
    this.room(length).write(value, this.length);
    this.length += length;
  }

  private bytes(value: Uint8Array): void {
    this.head(MAJOR.bytes, value.length);
    this.room(value.length).set(value, this.length);
    this.length += value.length;
  }

  private double(value: number): void {
    this.byte(DOUBLE);
    this.length = this.room(8).writeDoubleBE(value, this.length);
  }

  /** A major type with its argument, in the shortest form. */
  private head(major: number, argument: number): void {
    if (argument < 24) this.byte(major | argument);
    else if (argument < 0x100) {
      this.byte(major | 24);
      this.byte(argument);
    } else if (argument < 0x10000) {
      this.byte(major | 25);
      this.length = this.room(2).writeUInt16BE(argument, this.length);
    } else if (argument < 0x100000000) {
      this.byte(major | 26);
      this.length = this.room(4).writeUInt32BE(argument, this.length);
    } else {
      this.byte(major | 27);
      this.length = this.room(8).writeBigUInt64BE(BigInt(argument), this.length);
    }
  }

  private byte(value: number): void {
    this.length = this.room(1).writeUInt8(value, this.length);
  }

  /** The buffer, with room for `count` more bytes. */
  private room(count: number): Buffer {
    if (this.length + count > this.buffer.length) {
      const larger = Buffer.allocUnsafe(2 * (this.length + count));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    return this.buffer;
  }
}
