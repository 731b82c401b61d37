/** A document that is no longer stays text, which HTTP sends together with the headers. */
const SHORT = 8 * 1024;
/** Characters of text that are kept until they are encoded. */
const PIECE = 1024;
/** Bytes that are filled one after the other. */
const BLOCK = 64 * 1024;
/** A unit of UTF-16 takes at most three bytes in UTF-8. */
const MAX_BYTES_OF_UNIT = 3;

/**
 * A document that is being written. A long one is encoded as it grows: to
 * straighten out a text of a hundred thousand pieces takes longer than to
 * write it.
 */
export class XmlDocument {
  #opening = "";
  #text = "";
  #block: Buffer | undefined;
  /** How much of the block is filled. */
  #filled = 0;
  readonly #full: Buffer[] = [];
  #bytes = 0;

  /** How many bytes were encoded. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Begins the document with its root element. */
  open(prolog: string, root: string, namespace: string): void {
    this.#opening = `${prolog}<${root}${namespace}>`;
    this.#text = this.#opening;
  }

  /** Ends the root element. One without content closes itself, as S3's do. */
  close(root: string): void {
    if (!this.#block && this.#text === this.#opening) this.#text = `${this.#opening.slice(0, -1)}/>`;
    else this.append(`</${root}>`);
  }

  append(xml: string): void {
    this.#text += xml;
    if (this.#text.length > (this.#block ? PIECE : SHORT)) this.#encode();
  }

  /** The whole document, a long one in pieces; nothing is written to it any more. */
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
