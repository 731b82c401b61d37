/**
 * A body that is read as it arrives, or at once with {@link StreamingBody.bytes}.
 * Either way it can be read once.
 */
export interface StreamingBody extends AsyncIterable<Uint8Array> {
  /** The whole rest of the body in one piece. */
  bytes(): Promise<Uint8Array>;
  /** What came behind the body, by name in lower case; empty until all of it has been read. */
  readonly trailers: Readonly<Record<string, string>>;
  /** The whole body, where all of it is here already: small ones are. */
  readonly whole: Uint8Array | undefined;
}

const NO_TRAILERS: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Wraps bytes, text (sent as UTF-8) or chunks, so that an operation can answer
 * a streaming member with whatever it has.
 */
export function streamingBody(
  source: Uint8Array | string | AsyncIterable<Uint8Array>,
  trailers = NO_TRAILERS,
): StreamingBody {
  const chunks = typeof source === "string" ? Buffer.from(source, "utf8") : source;
  return {
    trailers,
    whole: chunks instanceof Uint8Array ? chunks : undefined,
    [Symbol.asyncIterator]: () => iterate(chunks),
    bytes: () => (chunks instanceof Uint8Array ? Promise.resolve(chunks) : collect(chunks)),
  };
}

async function* iterate(source: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) {
    if (source.length > 0) yield source;
  } else {
    yield* source;
  }
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}
