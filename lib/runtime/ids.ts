import { randomBytes } from "node:crypto";
import { customRandom } from "nanoid";

const DIGITS = "0123456789";
const HEX_DIGITS = "0123456789abcdef";
const HYPHEN = 0x2d;
const UUID_LENGTH = 36;
const BASE64 = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
/** Letters and digits that are not mistaken for others, as in Base32 of Crockford. */
const CAPITALS_AND_DIGITS = Buffer.from("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
const MAX_PACKED_LENGTH = 128;

/**
 * The only source of randomness of a simulator. All ids, addresses and tokens come from it, so that the same
 * `seed` produces the same names.
 */
export class IdSource {
  /** Made for the first id: loading node:crypto for it takes longer than anything else of a start. */
  private current: Sfc32State | undefined;
  /**
   * nanoid's generators by alphabet and size; nanoid computes the number of random bytes when it creates one.
   */
  private readonly generators = new Map<string, (() => string)[]>();
  /** Buffer for the UUID in progress. Every request needs a UUID. */
  private readonly uuidText = Buffer.alloc(UUID_LENGTH);
  private readonly packedText = Buffer.alloc(MAX_PACKED_LENGTH);

  /** @param seed any text or number; left out, the source is unpredictable. */
  constructor(private readonly seed?: string | number) {}

  /** Restarts the sequence; with a seed, the same ids follow. */
  reset(): void {
    this.current = undefined;
  }

  /** A number in [0, 1). */
  fraction(): number {
    return nextUint32(this.state) / 2 ** 32;
  }

  /** An integer in [0, limit). */
  integer(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** `size` characters of `alphabet`. */
  text(alphabet: string, size: number): string {
    let bySize = this.generators.get(alphabet);
    if (!bySize) {
      bySize = [];
      this.generators.set(alphabet, bySize);
    }
    bySize[size] ??= customRandom(alphabet, size, (count) => this.bytes(count));
    return bySize[size]();
  }

  /** `size` hexadecimal digits, in lower case. */
  hex(size: number): string {
    const text = hexOf(this.bytes((size + 1) >>> 1));
    return text.length === size ? text : text.slice(0, size);
  }

  /** Decimal digits, the first never 0, as in AWS's deployment ids. */
  digits(size: number): string {
    return String(1 + this.integer(9)) + this.text(DIGITS, size - 1);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const { uuidText, state } = this;
    let at = 0;
    let word = 0;
    for (let i = 0; i < 16; i++) {
      // Its bytes are those of four numbers, the lowest first.
      word = i % 4 === 0 ? nextUint32(state) : word >>> 8;
      if (i === 4 || i === 6 || i === 8 || i === 10) uuidText[at++] = HYPHEN;
      let byte = word & 0xff;
      if (i === 6) byte = (byte & 0x0f) | 0x40;
      if (i === 8) byte = (byte & 0x3f) | 0x80;
      uuidText[at++] = HEX_DIGITS.charCodeAt(byte >>> 4);
      uuidText[at++] = HEX_DIGITS.charCodeAt(byte & 0x0f);
    }
    // One flat string: a concatenated string keeps all of its pieces, and many rows store such an id.
    return uuidText.toString("latin1");
  }

  /** At most 128 characters of Base64; far cheaper than {@link text}, for what each request needs. */
  base64(size: number): string {
    return this.packed(BASE64, 6, size);
  }

  /** At most 128 capital letters and digits; cheap as {@link base64}. */
  capitals(size: number): string {
    return this.packed(CAPITALS_AND_DIGITS, 5, size);
  }

  /** @param alphabet of 2 to the power of `bits` characters */
  private packed(alphabet: Uint8Array, bits: number, size: number): string {
    const { packedText, state } = this;
    const mask = (1 << bits) - 1;
    for (let i = 0; i < size; ) {
      let word = nextUint32(state);
      for (let left = 32 - bits; left >= 0 && i < size; left -= bits) {
        packedText[i++] = alphabet[word & mask] ?? 0;
        word >>>= bits;
      }
    }
    return packedText.toString("latin1", 0, size);
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i += 4) {
      const word = nextUint32(this.state);
      bytes[i] = word;
      bytes[i + 1] = word >>> 8;
      bytes[i + 2] = word >>> 16;
      bytes[i + 3] = word >>> 24;
    }
    return bytes;
  }

  /** The state for {@link restore}, so that a restored simulator continues with the same ids. */
  snapshot(): Sfc32State {
    return [...this.state];
  }

  restore(state: Sfc32State): void {
    this.current = [...state];
  }

  private get state(): Sfc32State {
    this.current ??= initialState(this.seed);
    return this.current;
  }
}

/** State of the SFC32 generator (https://pracrand.sourceforge.net). */
export type Sfc32State = [number, number, number, number];

/** Whether a value was returned by {@link IdSource.snapshot}. */
export function isIdState(value: unknown): value is Sfc32State {
  return Array.isArray(value) && value.length === 4 && value.every(Number.isInteger);
}

function initialState(seed: string | number | undefined): Sfc32State {
  return seed === undefined ? stateFromEntropy() : stateFromSeed(String(seed));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function nextUint32(state: Sfc32State): number {
  // By index: array destructuring costs several times as much.
  const a = state[0];
  const b = state[1];
  const c = state[2];
  const counter = state[3];
  const result = (((a + b) | 0) + counter) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + result) | 0;
  state[3] = (counter + 1) | 0;
  return result >>> 0;
}

function stateFromEntropy(): Sfc32State {
  const bytes = randomBytes(12);
  return [bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8), 1];
}

/**
 * FNV-1a over the seed, three times with different bases, then a warm-up so that similar seeds differ from
 * the first number on.
 */
function stateFromSeed(seed: string): Sfc32State {
  const state: Sfc32State = [fnv1a(seed, 0x811c9dc5), fnv1a(seed, 0x01000193), fnv1a(seed, 0x9e3779b9), 1];
  for (let i = 0; i < 12; i++) nextUint32(state);
  return state;
}

function fnv1a(text: string, basis: number): number {
  let hash = basis | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
