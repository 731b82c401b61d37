/**
 * A body that is read as it arrives, or at once with {@link StreamingBody.bytes}.
 * Either way it can be read once.
 */
export interface StreamingBody extends AsyncIterable<Uint8Array> {
  /** The whole rest of the body in one piece. */
  bytes(): Promise<Uint8Array>;
  /** What came behind the body, by name in lower case; empty until all of it has been read. */
  readonly trailers: Readonly<Record<string, string>>;
  /** The names in lower case of the trailers that the head announced. */
  readonly announced: readonly string[];
  /** The whole body, where all of it is here already: small ones are. */
  readonly whole: Uint8Array | undefined;
  /** The body piece by piece, where all of it is here already but not in one piece. */
  readonly pieces: Iterable<Uint8Array> | undefined;
}

/** The trailers of a body, and which were announced. */
export type Trailers = Pick<StreamingBody, "trailers" | "announced">;

/** What {@link streamingBody} takes: bytes, text, or pieces that are here or still to come. */
export type BodySource = Uint8Array | string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

const NO_TRAILERS: Trailers = Object.freeze({
  trailers: Object.freeze({}),
  announced: Object.freeze<string[]>([]),
});

/**
 * Wraps bytes, text (sent as UTF-8) or pieces, so that an operation can answer
 * a streaming member with whatever it has.
 */
export function streamingBody(
  source: BodySource,
  { trailers, announced }: Trailers = NO_TRAILERS,
): StreamingBody {
  const content = typeof source === "string" ? Buffer.from(source, "utf8") : source;
  return {
    trailers,
    announced,
    whole: content instanceof Uint8Array ? content : undefined,
    pieces: content instanceof Uint8Array || !(Symbol.iterator in content) ? undefined : content,
    [Symbol.asyncIterator]: () => iterate(content),
    bytes: () => (content instanceof Uint8Array ? Promise.resolve(content) : collect(content)),
  };
}

type Content = Exclude<BodySource, string>;

async function* iterate(source: Content): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) {
    if (source.length > 0) yield source;
  } else {
    yield* source;
  }
}

async function collect(source: Exclude<Content, Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}
