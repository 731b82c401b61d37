import { isUtf8 } from "node:buffer";
import { serializationException } from "../errors.js";
import { halfFloat } from "./half-float.js";
import { fromEpochSeconds } from "./timestamps.js";

/** The same depth as for JSON; it also limits the recursion below. */
const MAX_DEPTH = 200;

/** The major types of data items (RFC 8949, section 3.1). */
const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6 } as const;
const INDEFINITE = 31;
const BREAK = 0xff;
const EPOCH_SECONDS = 1;

/** Ends an array, map or string of indefinite length. */
const END = Symbol("break");

/**
 * Parses a CBOR body: maps become objects without a prototype, byte strings `Uint8Array`, times `Date`. An
 * empty body is `{}`, because clients of operations without input send none.
 *
 * https://www.rfc-editor.org/rfc/rfc8949
 *
 * @throws AwsError `SerializationException` for bytes that are not one data item, or are nested too deeply
 */
export function parseCbor(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  const reader = new CborReader(body);
  const value = reader.value(0);
  if (!reader.done) throw malformed();
  return value;
}

class CborReader {
  private position = 0;
  private readonly view: DataView;

  constructor(private readonly body: Uint8Array) {
    this.view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  }

  get done(): boolean {
    return this.position === this.body.length;
  }

  value(depth: number): unknown {
    const value = this.item(depth);
    if (value === END) throw malformed();
    return value;
  }

  private item(depth: number): unknown {
    if (depth > MAX_DEPTH)
      throw serializationException(`The request body is nested deeper than ${MAX_DEPTH} levels.`);
    const initial = this.byte();
    if (initial === BREAK) return END;
    const info = initial & 31;
    switch (initial >> 5) {
      case MAJOR.unsigned:
        return this.argument(info);
      case MAJOR.negative:
        return -1 - this.argument(info);
      case MAJOR.bytes:
        return info === INDEFINITE ? this.pieces(MAJOR.bytes) : this.bytes(this.argument(info));
      case MAJOR.text:
        return text(info === INDEFINITE ? this.pieces(MAJOR.text) : this.bytes(this.argument(info)));
      case MAJOR.array:
        return this.array(info, depth);
      case MAJOR.map:
        return this.map(info, depth);
      case MAJOR.tag:
        return tagged(this.argument(info), this.value(depth + 1));
      default:
        return this.simple(info);
    }
  }

  /** The number in a head; beyond the safe integers the nearest JavaScript number. */
  private argument(info: number): number {
    if (info < 24) return info;
    switch (info) {
      case 24:
        return this.byte();
      case 25:
        return this.view.getUint16(this.take(2));
      case 26:
        return this.view.getUint32(this.take(4));
      case 27:
        return Number(this.view.getBigUint64(this.take(8)));
      default:
        throw malformed();
    }
  }

  private array(info: number, depth: number): unknown[] {
    const list: unknown[] = [];
    if (info !== INDEFINITE) {
      for (let left = this.count(info); left > 0; left--) list.push(this.value(depth + 1));
      return list;
    }
    for (let item = this.item(depth + 1); item !== END; item = this.item(depth + 1)) list.push(item);
    return list;
  }

  /** Clients choose the keys: without a prototype, `__proto__` and `constructor` are ordinary keys. */
  private map(info: number, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = Object.create(null);
    let left = info === INDEFINITE ? Number.POSITIVE_INFINITY : this.count(info);
    for (; left > 0; left--) {
      const key = this.item(depth + 1);
      if (key === END && info === INDEFINITE) return map;
      if (typeof key !== "string") throw malformed();
      map[key] = this.value(depth + 1);
    }
    return map;
  }

  /**
   * A number of items. Each has at least one byte, so a larger number than the remaining bytes is rejected.
   */
  private count(info: number): number {
    const count = this.argument(info);
    if (count > this.body.length - this.position) throw malformed();
    return count;
  }

  /** A string of indefinite length: pieces of its own type with definite lengths. */
  private pieces(type: number): Uint8Array {
    const pieces: Uint8Array[] = [];
    for (let initial = this.byte(); initial !== BREAK; initial = this.byte()) {
      if (initial >> 5 !== type || (initial & 31) === INDEFINITE) throw malformed();
      pieces.push(this.bytes(this.argument(initial & 31)));
    }
    return Buffer.concat(pieces);
  }

  private simple(info: number): unknown {
    switch (info) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
        return null;
      case 23:
        return undefined;
      case 25:
        return halfFloat(this.view.getUint16(this.take(2)));
      case 26:
        return this.view.getFloat32(this.take(4));
      case 27:
        return this.view.getFloat64(this.take(8));
      default:
        throw malformed();
    }
  }

  private byte(): number {
    return this.view.getUint8(this.take(1));
  }

  private bytes(length: number): Uint8Array {
    const start = this.take(length);
    return this.body.subarray(start, start + length);
  }

  /** Advances by `length` bytes, and returns their start. */
  private take(length: number): number {
    const start = this.position;
    if (length > this.body.length - start) throw malformed();
    this.position = start + length;
    return start;
  }
}

/** For tags that the protocol does not use, returns the value alone. */
function tagged(tag: number, value: unknown): unknown {
  if (tag !== EPOCH_SECONDS) return value;
  const date = typeof value === "number" ? fromEpochSeconds(value) : undefined;
  if (!date) throw malformed();
  return date;
}

function text(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw serializationException("The request body has text that is not valid UTF-8.");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

function malformed() {
  return serializationException("The request body is not valid CBOR.");
}
