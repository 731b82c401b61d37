import type { Random } from "./random.js";
import type { Request } from "./requests.js";

/**
 * A request as bytes of HTTP/1.1. Its length is that of its body: an input may have the header `Content-Length` as a
 * member, and a server waits for what it announces.
 */
export function bytesOf({ method, target, headers: given, body }: Request): Buffer {
  const headers = given.filter(([name]) => name.toLowerCase() !== "content-length");
  const host = headers.some(([name]) => name.toLowerCase() === "host") ? [] : [["host", "127.0.0.1"]];
  const length =
    body.length > 0 || !/^(?:GET|HEAD)$/.test(method) ? [["content-length", String(body.length)]] : [];
  const lines = [...host, ...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}\r\n`, "latin1"), body]);
}

type Breakage = (request: Request, random: Random) => Buffer;

const BREAKAGES: readonly Breakage[] = [
  // Cut off.
  (request, random) => {
    const bytes = bytesOf(request);
    return bytes.subarray(0, random.below(bytes.length));
  },
  // A byte that does not belong.
  (request, random) => {
    const bytes = bytesOf(request);
    bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  // A length that is a lie.
  (request, random) => {
    const lie = random.pick(["0", "1", "-1", "1e3", "99999999999999999999", "", "5, 5", "abc", "1000000"]);
    return Buffer.from(
      bytesOf(request)
        .toString("latin1")
        .replace(/content-length: \d+/, `content-length: ${lie}`),
      "latin1",
    );
  },
  // Chunks, good and bad.
  (request, random) => {
    const size = random.pick([request.body.length.toString(16), "0", "-1", "zz", "ffffffffff", "1;x=y", ""]);
    const { body } = request;
    const head = bytesOf({ ...request, body: Buffer.alloc(0) })
      .toString("latin1")
      .replace(/content-length: 0\r\n/, "");
    const chunked = head.replace(/\r\n\r\n$/, "\r\ntransfer-encoding: chunked\r\n\r\n");
    const end = random.pick(["\r\n0\r\n\r\n", "\r\n0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n", "\r\n", ""]);
    return Buffer.concat([Buffer.from(`${chunked}${size}\r\n`, "latin1"), body, Buffer.from(end)]);
  },
  // Both framings, or a header twice.
  (request, random) => {
    const header = random.pick([
      "transfer-encoding: chunked",
      "content-length: 3",
      "host: other",
      "connection: upgrade\r\nupgrade: h2c",
    ]);
    return Buffer.from(bytesOf(request).toString("latin1").replace("\r\n", `\r\n${header}\r\n`), "latin1");
  },
  // Several together.
  (request, random) => Buffer.concat(Array.from({ length: 1 + random.below(4) }, () => bytesOf(request))),
  // Not HTTP.
  (_, random) => Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256))),
  // A head that is too long.
  (request) => bytesOf({ ...request, headers: [...request.headers, ["x-long", "x".repeat(70_000)]] }),
  // An absolute target, an authority, an asterisk, no version.
  (request, random) =>
    Buffer.from(
      `${random.pick([
        `${request.method} http://127.0.0.1${request.target} HTTP/1.1`,
        "CONNECT 127.0.0.1:80 HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        `${request.method} http://[ HTTP/1.1`,
        `GET ${request.target} HTTP/1.0`,
        "GET /",
      ])}\r\nhost: 127.0.0.1\r\n\r\n`,
      "latin1",
    ),
];

/** Bytes that are not quite a request. */
export function broken(request: Request, random: Random): Buffer {
  return random.pick(BREAKAGES)(request, random);
}
