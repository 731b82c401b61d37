// The baseline: node:http that parses a JSON body and responds with one of the size in the header `x-size`.
import { createServer } from "node:http";
import { answerUsage } from "./answer-usage.mjs";

const bodies = new Map();
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString());
    const body = JSON.stringify(bodyOf(Number(request.headers["x-size"])));
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => answerUsage(server.address().port));

/** An object whose JSON has about `size` bytes, in members of the length that AWS's have. */
function bodyOf(size) {
  let body = bodies.get(size);
  if (!body) {
    const members = Math.max(1, Math.round(size / 40));
    body = Object.fromEntries(Array.from({ length: members }, (_, i) => [`member${i}`, "x".repeat(25)]));
    bodies.set(size, body);
  }
  return body;
}
