import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, test } from "vitest";
import WebSocket from "ws";
import { listen } from "../../lib/http/server.js";
import type { WireChannel } from "../../lib/wire/channel.js";
import { TEST_TLS } from "../support/tls.js";

/** A server that answers with what it received, and sends the messages of WebSockets at /echo back. */
async function echo(tls?: typeof TEST_TLS) {
  const channels: WireChannel[] = [];
  const server = await listen(
    async ({ method, path, headers, body }) => {
      const text = Buffer.from(await body.bytes(1_000_000)).toString("utf8");
      return {
        status: 200,
        headers: {},
        body: `${method} ${path} ${headers.upgrade} ${headers["x-kept"]} ${text}\n`,
      };
    },
    { host: "127.0.0.1", port: 0, tls },
    ({ path, headers }) =>
      path === "/echo" && headers.origin === undefined
        ? (channel) => {
            channels.push(channel);
            channel.onMessage((data) => channel.send(data));
          }
        : undefined,
  );
  return { ...server, channels, [Symbol.asyncDispose]: () => server.close() };
}

/** Sends requests over a connection, each after the response to the one before, and returns all that comes until it closes. */
function exchange(port: number, requests: readonly string[], tls = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = tls
      ? connectTls({ port, host: "127.0.0.1", ca: TEST_TLS.cert, servername: "localhost" })
      : connect(port, "127.0.0.1");
    let received = "";
    const [first = "", ...others] = requests;
    socket.on("data", (data) => {
      received += data;
      const next = others.shift();
      if (next !== undefined) socket.write(next);
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
    socket.write(first);
  });
}

const H2C =
  "Host: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";

function opened(url: string, options: WebSocket.ClientOptions = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, options);
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", reject);
  });
}

function message(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => socket.once("message", (data) => resolve(String(data))));
}

describe("requests for an upgrade", () => {
  test.each([false, true])(
    "to a protocol that is not spoken are answered without it, bodies included (TLS: %s)",
    async (tls) => {
      await using server = await echo(tls ? TEST_TLS : undefined);
      const first = `POST /a HTTP/1.1\r\n${H2C}X-Kept: é\r\nContent-Length: 5\r\n\r\nhello`;
      const second = `POST /b HTTP/1.1\r\n${H2C}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`;
      const last = "GET /c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      const received = await exchange(server.port, [first, second, last], tls);
      expect(received.match(/(POST|GET) \/.*/g)).toEqual([
        "POST /a undefined Ã© hello",
        "POST /b undefined undefined abc",
        "GET /c undefined undefined ",
      ]);
    },
  );

  test("to a WebSocket that is not accepted are answered as well", async () => {
    await using server = await echo();
    const url = server.url.replace("http", "ws");
    await expect(opened(`${url}/other`)).rejects.toThrow("Unexpected server response: 200");
    await expect(opened(`${url}/echo`, { origin: "https://evil.example" })).rejects.toThrow(
      "Unexpected server response: 200",
    );
  });

  test("to a WebSocket without a key are rejected", async () => {
    await using server = await echo();
    const request =
      "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    expect(await exchange(server.port, [request])).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });
});

describe("WebSockets", () => {
  test.each([false, true])("carry text and bytes, over TLS too (%s)", async (tls) => {
    await using server = await echo(tls ? TEST_TLS : undefined);
    const socket = await opened(`${server.url.replace("http", "ws")}/echo?role=x`, { ca: TEST_TLS.cert });
    socket.send("text");
    expect(await message(socket)).toBe("text");
    socket.send(Buffer.alloc(100_000, "x"));
    expect(await message(socket)).toHaveLength(100_000);
    socket.close();
  });

  test("close does not wait for them, and sends after it do nothing", async () => {
    const server = await echo();
    const socket = await opened(`${server.url.replace("http", "ws")}/echo`);
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    await server.close();
    expect(await closed).toBe(1006);
    expect(() => server.channels[0]?.send("late")).not.toThrow();
  });

  test("drain ends them, and waits for that", async () => {
    const server = await echo();
    const socket = await opened(`${server.url.replace("http", "ws")}/echo`);
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    await server.drain();
    expect(await closed).toBe(1001);
  });
});
