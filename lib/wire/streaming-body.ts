/**
 * A body that is read as it arrives, or completely with {@link StreamingBody.bytes}. Either way it can be
 * read once.
 */
export interface StreamingBody extends AsyncIterable<Uint8Array> {
  /** The rest of the body in one piece. */
  bytes(): Promise<Uint8Array>;
  /** Trailers by name in lower case; empty until the body has been read completely. */
  readonly trailers: ReadonlyMap<string, string>;
  /** Lower-case names of the trailers announced in the headers. */
  readonly announced: readonly string[];
  /** The whole body, if it is buffered in one piece, as small ones are. */
  readonly whole: Uint8Array | undefined;
  /** The body in pieces, if it is buffered in several pieces. */
  readonly pieces: Iterable<Uint8Array> | undefined;
}

/** The trailers of a body, and which ones were announced. */
export type Trailers = Pick<StreamingBody, "trailers" | "announced">;

/** Sources of {@link streamingBody}: bytes, a string, or pieces that may still arrive. */
export type BodySource = Uint8Array | string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

const NO_TRAILERS: Trailers = Object.freeze({
  trailers: Object.freeze(new Map<string, string>()),
  announced: Object.freeze<string[]>([]),
});

/** Wraps bytes, a string (as UTF-8) or pieces as the value of a streaming member. */
export function streamingBody(
  source: BodySource,
  { trailers, announced }: Trailers = NO_TRAILERS,
): StreamingBody {
  const content = typeof source === "string" ? Buffer.from(source, "utf8") : source;
  return content instanceof Uint8Array
    ? new WholeBody(content, trailers, announced)
    : new ArrivingBody(content, trailers, announced);
}

class WholeBody implements StreamingBody {
  readonly pieces = undefined;

  constructor(
    readonly whole: Uint8Array,
    readonly trailers: Trailers["trailers"],
    readonly announced: Trailers["announced"],
  ) {}

  bytes(): Promise<Uint8Array> {
    return Promise.resolve(this.whole);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.whole.length > 0) yield this.whole;
  }
}

class ArrivingBody implements StreamingBody {
  readonly whole = undefined;

  constructor(
    private readonly source: Exclude<BodySource, string | Uint8Array>,
    readonly trailers: Trailers["trailers"],
    readonly announced: Trailers["announced"],
  ) {}

  get pieces(): Iterable<Uint8Array> | undefined {
    return Symbol.iterator in this.source ? this.source : undefined;
  }

  async bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.source) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    yield* this.source;
  }
}
