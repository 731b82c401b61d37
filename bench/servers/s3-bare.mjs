// The baseline for objects: node:http that reads a body and responds with it, and optionally hashes the
// bytes.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { crc32 } from "node:zlib";
import { answerUsage } from "./answer-usage.mjs";

const large = Buffer.alloc(64 * 1024 * 1024, "x");
const small = Buffer.alloc(1024, "x");

const server = createServer((request, response) => {
  const hash = request.url === "/large" ? createHash("md5") : undefined;
  const chunks = [];
  let checksum = 0;
  request.on("data", (chunk) => {
    chunks.push(chunk);
    hash?.update(chunk);
    if (hash && crc32) checksum = crc32(chunk, checksum);
  });
  request.on("end", () => {
    const content = request.url === "/large" ? large : small;
    const body = request.method === "GET" ? content : hash ? hash.digest() : Buffer.concat(chunks);
    response.writeHead(200, { "content-length": body.length, "x-checksum": String(checksum) });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => answerUsage(server.address().port));
