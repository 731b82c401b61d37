// The baseline for large objects on disk: node:http that writes a body to a file and hashes it as S3 has to, and sends
// the file.
import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, statSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { crc32 } from "node:zlib";
import { answerUsage } from "./answer-usage.mjs";

const file = join(process.argv[2], "bare");

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, { "content-length": statSync(file).size });
    return pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), response, () => {});
  }
  const [etag, address] = [createHash("md5"), createHash("sha256")];
  const descriptor = openSync(file, "w");
  let checksum = 0;
  request.on("data", (chunk) => {
    writeSync(descriptor, chunk);
    etag.update(chunk);
    address.update(chunk);
    checksum = crc32?.(chunk, checksum) ?? 0;
  });
  request.on("end", () => {
    closeSync(descriptor);
    response.end(`${etag.digest("hex")} ${address.digest("hex")} ${checksum}`);
  });
});
server.listen(0, "127.0.0.1", () => answerUsage(server.address().port));
