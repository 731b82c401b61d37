import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unframe } from "../../lib/protocols/aws-chunked.js";
import { AwsError } from "../../lib/runtime/errors.js";

const CRC32 = "x-amz-checksum-crc32";
const SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
/** "hello" in chunks with signatures, up to the trailers. */
const SIGNED = "5;chunk-signature=0\r\nhello\r\n0;chunk-signature=0\r\n";

interface Framing {
  readonly length?: string;
  readonly announced?: string;
  readonly payload?: string;
}

/** The content of a framed body, read as a whole or in pieces, and its trailers; or the code of its error. */
async function read(
  body: Uint8Array | readonly Uint8Array[],
  { length = "0", announced, payload = "STREAMING-UNSIGNED-PAYLOAD-TRAILER" }: Framing = {},
) {
  const head = {
    method: "PUT",
    path: "/b/k",
    query: "",
    headers: {
      "x-amz-content-sha256": payload,
      "x-amz-decoded-content-length": length,
      "x-amz-trailer": announced,
      "content-encoding": "gzip, aws-chunked",
      "content-length": "999",
    },
  };
  try {
    const source = body instanceof Uint8Array ? body : pieces(body);
    const content = unframe(head, source, { payload });
    const bytes = await content.body.bytes();
    return {
      content: Buffer.from(bytes).toString("latin1"),
      trailers: Object.fromEntries(content.body.trailers),
      headers: content.head.headers,
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.code;
  }
}

async function* pieces(list: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* list;
}

function framed(chunks: readonly string[], trailers: Readonly<Record<string, string>> = {}): Buffer {
  const frames = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("");
  const lines = Object.entries(trailers).map(([name, value]) => `${name}:${value}\r\n`);
  return Buffer.from(`${frames}0\r\n${lines.join("")}\r\n`, "latin1");
}

/** All chunks but the last have 8 KiB at least. */
const chunkLists = fc
  .tuple(
    fc.array(fc.integer({ min: 8192, max: 9000 }), { maxLength: 4 }),
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
  )
  .map(([sizes, last]) => {
    const end = Buffer.from(last).toString("latin1");
    return [...sizes.map((size) => end.repeat(Math.ceil(size / end.length)).slice(0, size)), end];
  });

describe("frames (H03)", () => {
  test("any content in any chunks in any pieces is the same content", async () => {
    await fc.assert(
      fc.asyncProperty(
        chunkLists,
        fc.array(fc.nat(40_000), { maxLength: 12 }),
        fc.boolean(),
        async (chunks, cuts, checksum) => {
          const trailers: Record<string, string> = checksum ? { "x-amz-checksum-crc32": "AAAAAA==" } : {};
          const body = framed(chunks, trailers);
          const places = [0, ...cuts.map((cut) => cut % body.length).toSorted((a, b) => a - b), body.length];
          const cut = places.slice(1).map((end, i) => body.subarray(places[i], end));
          const content = chunks.join("");
          const framing = { length: String(content.length), ...(checksum && { announced: CRC32 }) };
          const expected = {
            content,
            trailers,
            headers: expect.objectContaining({
              "content-length": framing.length,
              "content-encoding": "gzip",
            }),
          };
          expect(await read(cut, framing)).toEqual(expected);
          expect(await read(body, framing)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a body that ends anywhere before its end is rejected", async () => {
    const body = framed(["hello"], { "x-amz-checksum-crc32": "AAAAAA==" });
    const framing = { length: "5", announced: "x-amz-checksum-crc32" };
    // Some clients omit the last empty line.
    for (let end = 0; end < body.length - 4; end++) {
      const code = await read([body.subarray(0, end)], framing);
      expect([end, code]).toEqual([end, expect.stringMatching(/^(IncompleteBody|MalformedTrailerError)$/)]);
    }
    expect(await read(body, framing)).toMatchObject({ content: "hello" });
  });

  test.each([
    ["no length told", framed(["hello"]), { length: "" }, "MissingContentLength"],
    ["a length that is none", framed(["hello"]), { length: "-1" }, "MissingContentLength"],
    ["less than was told", framed(["hello"]), { length: "6" }, "IncompleteBody"],
    ["more than was told", framed(["hello"]), { length: "4" }, "IncompleteBody"],
    ["no frames", Buffer.from("hello"), { length: "5" }, "IncompleteBody"],
    ["a size that is none", Buffer.from("zz\r\nhello\r\n0\r\n\r\n"), { length: "5" }, "IncompleteBody"],
    [
      "a chunk longer than its size",
      Buffer.from("3\r\nhello\r\n0\r\n\r\n"),
      { length: "5" },
      "IncompleteBody",
    ],
    ["a line without end", Buffer.alloc(20_000, "1"), { length: "5" }, "IncompleteBody"],
    [
      "an announced trailer named like a property of objects",
      framed(["hello"]),
      { length: "5", announced: "constructor" },
      "InvalidRequest",
    ],
    [
      "an announced trailer that is not a checksum",
      framed(["hello"], { "x-amz-foo": "bar" }),
      { length: "5", announced: "x-amz-checksum-crc32, x-amz-foo" },
      "InvalidRequest",
    ],
    [
      "a list of trailers that begins with a comma",
      framed(["hello"], { [CRC32]: "AAAAAA==" }),
      { length: "5", announced: `,${CRC32}` },
      "InvalidRequest",
    ],
    [
      "lines that end with a line feed alone",
      Buffer.from("5\nhello\n0\n\n"),
      { length: "5" },
      "IncompleteBody",
    ],
    [
      "a carriage return in place of the last line",
      framed(["hello"]).subarray(0, -1),
      { length: "5" },
      "IncompleteBody",
    ],
    [
      "a trailer that was not announced",
      framed(["hello"], { "x-amz-checksum-crc32": "AAAAAA==" }),
      { length: "5" },
      "MalformedTrailerError",
    ],
    [
      "a trailer signature where nothing is signed",
      framed(["hello"], { [CRC32]: "1", "x-amz-trailer-signature": "0" }),
      { length: "5", announced: CRC32 },
      "MalformedTrailerError",
    ],
    [
      "a trailer without the signature that it needs",
      Buffer.from(`${SIGNED}${CRC32}:1\r\n\r\n`),
      { length: "5", announced: CRC32, payload: SIGNED_TRAILER },
      "IncompleteBody",
    ],
    [
      "no trailer, and no signature that says so",
      Buffer.from(`${SIGNED}\r\n`),
      { length: "5", payload: SIGNED_TRAILER },
      "IncompleteBody",
    ],
    [
      "chunks without the signatures that they need",
      framed(["hello"]),
      { length: "5", payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" },
      "IncompleteBody",
    ],
    [
      "bytes behind the end of signed chunks",
      Buffer.from(`${SIGNED}\r\nx`),
      { length: "5", payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" },
      "IncompleteBody",
    ],
    [
      "a trailer that was announced and is missing",
      framed(["hello"]),
      { length: "5", announced: "x-amz-checksum-crc32" },
      "MalformedTrailerError",
    ],
    [
      "a trailer that is no header",
      Buffer.from("5\r\nhello\r\n0\r\nnonsense\r\n\r\n"),
      { length: "5" },
      "MalformedTrailerError",
    ],
    ["a small chunk before the last", framed(["hello", "again"]), { length: "10" }, "InvalidChunkSizeError"],
  ])("%s: rejected", async (_, body, framing, code) => {
    expect(await read(body, framing)).toBe(code);
    expect(await read([body], framing)).toBe(code);
  });

  test.each(["\r\n\r\n", "x", "x\r\n", `bonus:trailer\r\n`])(
    "what follows the end of unsigned chunks is ignored, as by S3: %j",
    async (more) => {
      const body = Buffer.concat([framed(["hello"]), Buffer.from(more)]);
      expect(await read(body, { length: "5" })).toMatchObject({ content: "hello", trailers: {} });
      expect(await read([body.subarray(0, 9), body.subarray(9)], { length: "5" })).toMatchObject({
        content: "hello",
        trailers: {},
      });
    },
  );

  test("of trailers with one name the last counts", async () => {
    const body = Buffer.from(`5\r\nhello\r\n0\r\n${CRC32}:1\r\n${CRC32}:2\r\n\r\n`);
    expect(await read(body, { length: "5", announced: CRC32 })).toMatchObject({ trailers: { [CRC32]: "2" } });
  });

  test("a trailer signature is not a trailer", async () => {
    const body = Buffer.from(`${SIGNED}${CRC32}:1\r\nx-amz-trailer-signature:0\r\n\r\n`);
    const framing = { length: "5", announced: CRC32, payload: SIGNED_TRAILER };
    expect(await read(body, framing)).toMatchObject({ content: "hello", trailers: { [CRC32]: "1" } });
  });

  test("spaces around the parts of a chunk's head are ignored", async () => {
    const body = Buffer.from("5 ; chunk-signature = 0 \r\nhello\r\n0;chunk-signature=0\r\n\r\n");
    const framing = { length: "5", payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" };
    expect(await read(body, framing)).toMatchObject({ content: "hello" });
  });

  test("NO-BREAK SPACE is part of a trailer's value", async () => {
    const body = framed(["hello"], { [CRC32]: " \t1\u00a0 " });
    expect(await read(body, { length: "5", announced: CRC32 })).toMatchObject({
      trailers: { [CRC32]: "1\u00a0" },
    });
  });

  test("an empty body has one frame", async () => {
    expect(await read(framed([]))).toMatchObject({ content: "", trailers: {} });
  });
});
