import { fieldsTooLarge, malformedForm } from "../errors/uploads.js";

/** Maximum number of bytes before the file. */
const MAX_FIELDS_BYTES = 20 * 1024;

/** A form up to its file, which is still being received. */
export interface Form {
  /** The fields before the file, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Omitted if the form has none. */
  readonly file?: FormFile;
}

export interface FormFile {
  /** The file name sent by the browser; omitted for a plain field. */
  readonly name?: string;
  /** Reading it to the end also consumes and discards what follows the file. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Parses `multipart/form-data` (RFC 7578) up to the field `file`; later fields are ignored.
 *
 * @throws MalformedPOSTRequest, MaxPostPreDataLengthExceeded
 */
export async function readForm(body: AsyncIterable<Uint8Array>, contentType: string): Promise<Form> {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw malformedForm();
  const reader = new Reader(body[Symbol.asyncIterator](), Buffer.from(`\r\n--${name}`, "latin1"));
  await reader.past(reader.delimiter);
  const fields: [string, string][] = [];
  for (;;) {
    const end = await reader.take(2);
    if (end === "--") return { fields };
    if (end !== "\r\n") throw malformedForm();
    const head = headOf((await reader.past(Buffer.from("\r\n\r\n"))).toString("utf8"));
    if (head.name === "file") {
      const content = reader.rest();
      return { fields, file: { content, ...(head.file !== undefined && { name: head.file }) } };
    }
    fields.push([head.name, (await reader.past(reader.delimiter)).toString("utf8")]);
  }
}

// A backslash before the closing quote belongs to a path: Internet Explorer sends `"C:\"`.
const NAME = /(?:^|;)\s*name=(?:"((?:\\.|[^"\\])*\\?)"|([^;\s]+))/i;
const FILE_NAME = /(?:^|;)\s*filename=(?:"((?:\\.|[^"\\])*\\?)"|([^;\s]+))/i;

/** Browsers encode quotes in names as `%22`. */
function headOf(lines: string): { name: string; file: string | undefined } {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(lines)?.[1];
  const parameter = (form: RegExp) => {
    const found = form.exec(disposition ?? "");
    return (found?.[1]?.replace(/\\(["\\])/g, "$1") ?? found?.[2])?.replaceAll("%22", '"');
  };
  const name = parameter(NAME);
  if (name === undefined) throw malformedForm();
  return { name, file: parameter(FILE_NAME) };
}

/** Splits a stream at delimiters, independent of its pieces. */
class Reader {
  /** Makes the first boundary, at the very start, a delimiter like the others. */
  private buffer: Buffer = Buffer.from("\r\n");
  /** Number of bytes consumed before the file. */
  private taken = 0;

  constructor(
    private readonly source: AsyncIterator<Uint8Array>,
    readonly delimiter: Buffer,
  ) {}

  async take(count: number): Promise<string> {
    while (this.buffer.length < count) await this.fill();
    return this.skip(count).toString("latin1");
  }

  /** Returns the bytes before a mark, and skips the mark. */
  async past(mark: Buffer): Promise<Buffer> {
    for (;;) {
      const at = this.buffer.indexOf(mark);
      if (at >= 0) return this.skip(at + mark.length).subarray(0, at);
      this.limit(this.buffer.length);
      await this.fill();
    }
  }

  /** The content up to the next delimiter, as it arrives. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.buffer.indexOf(this.delimiter);
      if (at >= 0) {
        if (at > 0) yield this.buffer.subarray(0, at);
        break;
      }
      // The end of the buffer may be the start of the delimiter.
      const sure = this.buffer.length - this.delimiter.length + 1;
      if (sure > 0) {
        yield this.buffer.subarray(0, sure);
        this.buffer = this.buffer.subarray(sure);
      }
      const next = await this.source.next();
      if (next.done) throw malformedForm();
      this.append(next.value);
    }
    while (!(await this.source.next()).done);
  }

  private skip(count: number): Buffer {
    this.limit(count);
    this.taken += count;
    const skipped = this.buffer.subarray(0, count);
    this.buffer = this.buffer.subarray(count);
    return skipped;
  }

  private limit(more: number): void {
    if (this.taken + more > MAX_FIELDS_BYTES) throw fieldsTooLarge();
  }

  private async fill(): Promise<void> {
    const next = await this.source.next();
    if (next.done) throw malformedForm();
    this.append(next.value);
  }

  private append(piece: Uint8Array): void {
    this.buffer = this.buffer.length === 0 ? Buffer.from(piece) : Buffer.concat([this.buffer, piece]);
  }
}
