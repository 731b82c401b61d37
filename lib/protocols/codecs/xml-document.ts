/** A document up to this length stays a string, which is sent together with the headers. */
const SHORT = 8 * 1024;
/** Number of characters that are kept before they are encoded. */
const PIECE = 1024;
/** Size in bytes of the buffers. */
const BLOCK = 64 * 1024;
/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const MAX_BYTES_OF_UNIT = 3;

/**
 * An XML document in progress. A long one is encoded as it grows, because flattening a string of a hundred
 * thousand pieces takes longer than writing it.
 */
export class XmlDocument {
  #opening = "";
  #text = "";
  #block: Buffer | undefined;
  /** Number of bytes used in the block. */
  #filled = 0;
  readonly #full: Buffer[] = [];
  #bytes = 0;

  /** Number of encoded bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Starts the document with its root element. */
  open(prolog: string, root: string, namespace: string): void {
    this.#opening = `${prolog}<${root}${namespace}>`;
    this.#text = this.#opening;
  }

  /** Ends the root element. An empty one is self-closing, as S3's are. */
  close(root: string): void {
    if (!this.#block && this.#text === this.#opening) this.#text = `${this.#opening.slice(0, -1)}/>`;
    else this.append(`</${root}>`);
  }

  append(xml: string): void {
    this.#text += xml;
    if (this.#text.length > (this.#block ? PIECE : SHORT)) this.#encode();
  }

  /** The whole document, a long one in pieces. It must not be written to afterwards. */
  finish(): string | readonly Uint8Array[] {
    if (!this.#block) return this.#text;
    this.#encode();
    return [...this.#full, this.#block.subarray(0, this.#filled)];
  }

  #encode(): void {
    const block = this.#withRoomFor(this.#text.length * MAX_BYTES_OF_UNIT);
    const written = block.write(this.#text, this.#filled, "utf8");
    this.#filled += written;
    this.#bytes += written;
    this.#text = "";
  }

  #withRoomFor(size: number): Buffer {
    if (this.#block && this.#filled + size <= this.#block.length) return this.#block;
    if (this.#block) this.#full.push(this.#block.subarray(0, this.#filled));
    this.#block = Buffer.allocUnsafe(Math.max(size, BLOCK));
    this.#filled = 0;
    return this.#block;
  }
}
