import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { listen } from "../../lib/http/server.js";

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Bodies on both sides of the lengths from which another way of sending is cheaper. */
const BODIES: Readonly<Record<string, string | Uint8Array | undefined>> = {
  none: undefined,
  "empty text": "",
  "empty bytes": new Uint8Array(0),
  text: "größer als ASCII",
  "long text": "größer".repeat(4_000),
  bytes: everyByte,
  "bytes of a larger buffer": Uint8Array.from([0, 1, 2, 255, 4]).subarray(2, 4),
  "many bytes": Buffer.concat(Array.from({ length: 64 }, () => everyByte)),
};

describe("a body in memory is sent as it is", () => {
  const names = Object.keys(BODIES);

  test.each(["1.0", "1.1"])("alone on its connection, over HTTP/%s", async (version) => {
    await using server = await bodyServer();
    for (const name of names) {
      const received = await exchange(server.port, requestFor(name, version, "close"));
      expect(received.equals(responseWith(BODIES[name], "close")), name).toBe(true);
    }
  });

  test("behind others on a connection, all requested in one packet", async () => {
    await using server = await bodyServer();
    const requests = names.map((name) => requestFor(name, "1.1", "keep-alive"));
    const received = await exchange(server.port, [...requests, requestFor("text", "1.1", "close")].join(""));
    const expected = names.map((name) => responseWith(BODIES[name], "keep-alive"));
    expect(received).toEqual(Buffer.concat([...expected, responseWith(BODIES.text, "close")]));
  });
});

async function bodyServer() {
  const server = await listen(
    ({ path }) => ({
      status: 200,
      headers: {},
      body: BODIES[decodeURIComponent(path.slice(1))],
      dateless: true,
    }),
    { host: "127.0.0.1", port: 0 },
  );
  return { port: server.port, [Symbol.asyncDispose]: () => server.close() };
}

function requestFor(name: string, version: string, connection: string): string {
  return `GET /${encodeURIComponent(name)} HTTP/${version}\r\nhost: x\r\nconnection: ${connection}\r\n\r\n`;
}

/** All that the server sends until it closes the connection. */
function exchange(port: number, requests: string): Promise<Buffer> {
  const socket = connect(port, "127.0.0.1");
  socket.write(requests);
  return buffer(socket);
}

function responseWith(body: string | Uint8Array | undefined, connection: string): Buffer {
  const bytes = Buffer.from(body ?? "");
  const head = `HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}\r\nConnection: ${connection}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}
