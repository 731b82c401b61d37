import { once } from "node:events";
import { type ClientHttp2Session, connect, constants, type OutgoingHttpHeaders } from "node:http2";
import { connect as connectSocket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Dispatch } from "../../lib/http/dispatch.js";
import { LIMITS } from "../../lib/http/limits.js";
import { type HttpServer, listen } from "../../lib/http/server.js";
import { ConnectionDropped, type WireRequest, type WireResponse } from "../../lib/wire/message.js";
import { TEST_TLS } from "../support/tls.js";

const received: WireRequest[] = [];
let answer: Dispatch;
let server: HttpServer;
let client: ClientHttp2Session;
const limits = { ...LIMITS, bodyPause: 100 };

beforeEach(async () => {
  received.length = 0;
  answer = async () => ({ status: 200, headers: { "X-Name": "value" }, body: "hello" });
  const dispatch: Dispatch = (request) => {
    received.push(request);
    return answer(request);
  };
  server = await listen(dispatch, { host: "127.0.0.1", port: 0, limits });
  client = connect(server.url);
  client.on("error", () => {});
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

/** The response to a request, with its body as text. */
async function send(headers: OutgoingHttpHeaders, body?: string, from = client) {
  const stream = from.request(headers, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  const [{ ":status": status, ...others }] = (await once(stream, "response")) as [OutgoingHttpHeaders];
  let text = "";
  for await (const piece of stream) text += String(piece);
  return { status, headers: Object.fromEntries(Object.entries(others)), text };
}

/** Reads the body and returns its length. */
const length: Dispatch = async ({ body }) => {
  let size = 0;
  for await (const piece of body.stream()) size += piece.length;
  return { status: 200, headers: {}, body: String(size) };
};

describe("a request over HTTP/2", () => {
  test("has the head of one over HTTP/1", async () => {
    answer = async () => ({ status: 200, headers: { "X-Name": "value" }, dateless: true, body: "hello" });
    const reply = await send({ ":method": "POST", ":path": "/a/../b%2F?x=1&y", "X-Twice": ["a", "b"] });
    expect(reply).toEqual({
      status: 200,
      headers: { "x-name": "value", "content-length": "5" },
      text: "hello",
    });
    expect(received).toEqual([
      expect.objectContaining({
        method: "POST",
        path: "/a/../b%2F",
        query: "x=1&y",
        headers: { host: `127.0.0.1:${server.port}`, "x-twice": "a, b" },
        inProcess: false,
      }),
    ]);
  });

  test("has a date unless the response is dateless", async () => {
    expect((await send({})).headers.date).toMatch(/GMT$/);
  });

  test.each([0, 1, 100_000, 1_000_000])("brings a body of %d bytes", async (size) => {
    answer = async ({ body }) => ({
      status: 200,
      headers: {},
      body: String((await body.bytes(2_000_000)).length),
    });
    expect(await send({ ":method": "PUT" }, "x".repeat(size))).toMatchObject({ text: String(size) });
    answer = length;
    expect(await send({ ":method": "PUT" }, "x".repeat(size))).toMatchObject({ text: String(size) });
  });

  test("with a body that no one reads gets its response", async () => {
    expect(await send({ ":method": "PUT" }, "x".repeat(1_000_000))).toMatchObject({ text: "hello" });
  });

  test("that waits for 100 Continue is asked for its body", async () => {
    answer = length;
    const stream = client.request({ ":method": "PUT", expect: "100-continue" });
    stream.on("continue", () => stream.end("12345"));
    const reply = once(stream, "response");
    const pieces: unknown[] = [];
    stream.on("data", (piece) => pieces.push(String(piece)));
    expect((await reply)[0]).toMatchObject({ ":status": 200 });
    await once(stream, "close");
    expect(pieces).toEqual(["5"]);
  });

  test.each(["HEAD", "GET"])("by %s with a status that has no body", async (method) => {
    answer = async () => ({ status: 204, headers: {} });
    expect(await send({ ":method": method })).toMatchObject({ status: 204, text: "" });
  });

  test("by HEAD gets the length and no body", async () => {
    expect(await send({ ":method": "HEAD" })).toMatchObject({
      status: 200,
      headers: { "content-length": "5" },
      text: "",
    });
  });
});

describe("a response over HTTP/2", () => {
  test("is sent by pieces, as they come", async () => {
    let next = () => {};
    async function* pieces() {
      yield Buffer.from("one");
      await new Promise<void>((resolve) => {
        next = resolve;
      });
      yield Buffer.from("two");
    }
    answer = async () => ({ status: 200, headers: {}, body: pieces() });
    const stream = client.request({});
    expect(String((await once(stream, "data"))[0])).toBe("one");
    next();
    expect(String((await once(stream, "data"))[0])).toBe("two");
    await once(stream, "end");
  });

  test("that fails on the way resets its stream", async () => {
    async function* pieces() {
      yield Buffer.from("one");
      throw new Error("broken");
    }
    answer = async () => ({ status: 200, headers: {}, body: pieces() });
    const stream = client.request({});
    stream.resume();
    await expect(once(stream, "end")).rejects.toMatchObject({ code: "ERR_HTTP2_STREAM_ERROR" });
    expect(stream.rstCode).toBe(constants.NGHTTP2_INTERNAL_ERROR);
  });

  test("with a header that HTTP cannot carry is a 500 that explains it, and the session continues", async () => {
    answer = async () => ({ status: 200, headers: { "x-name": "a\r\nset-cookie: b" }, body: "1" });
    expect(await send({})).toMatchObject({
      status: 500,
      headers: { "content-type": "text/plain" },
      text: expect.stringContaining('Invalid character in header content ["x-name"]'),
    });
    answer = async () => ({ status: 200, headers: {}, body: "2" });
    expect(await send({})).toMatchObject({ status: 200, text: "2" });
  });
});

describe("many streams of one session", () => {
  test("are answered in the order in which their responses are ready", async () => {
    const open: (() => void)[] = [];
    answer = ({ path }) =>
      new Promise<WireResponse>((resolve) => {
        open.push(() => resolve({ status: 200, headers: {}, body: path.repeat(50_000) }));
      });
    const replies = Array.from({ length: 200 }, (_, index) => send({ ":path": `/${index}` }));
    await vi.waitUntil(() => open.length === 200);
    for (const finish of open.reverse()) finish();
    const texts = (await Promise.all(replies)).map(({ text }) => text);
    expect(texts.every((text, index) => text === `/${index}`.repeat(50_000))).toBe(true);
  });

  test("one that is dropped leaves the others, and SDKs may send it again", async () => {
    answer = async ({ path }) => {
      if (path === "/drop") throw new ConnectionDropped();
      return { status: 200, headers: {}, body: path };
    };
    const dropped = client.request({ ":path": "/drop" });
    const [error, reply] = await Promise.all([
      once(dropped, "error").then(([reason]) => reason),
      send({ ":path": "/stay" }),
    ]);
    expect([error.code, dropped.rstCode]).toEqual([
      "ERR_HTTP2_STREAM_ERROR",
      constants.NGHTTP2_REFUSED_STREAM,
    ]);
    expect(reply.text).toBe("/stay");
  });

  test("one that its client breaks off rejects the reader of its body", async () => {
    let reason: unknown;
    answer = async ({ body }) => {
      reason = await Promise.resolve(body.bytes(100)).catch((error: unknown) => error);
      return { status: 200, headers: {} };
    };
    const stream = client.request({ ":method": "PUT" });
    stream.on("error", () => {});
    stream.write("12345");
    await vi.waitUntil(() => received.length === 1);
    stream.destroy();
    await vi.waitUntil(() => reason !== undefined);
    expect(reason).toMatchObject({ code: "ECONNRESET" });
    answer = length;
    expect(await send({ ":method": "PUT" }, "123")).toMatchObject({ text: "3" });
  });

  test("a request has its client's address, and is notified when its client disconnects", async () => {
    expect((await send({})).text).toBe("hello");
    expect(received[0]?.peer?.remoteAddress).toBe("127.0.0.1");
    const gone: string[] = [];
    answer = ({ path, client: waiting }) =>
      new Promise((resolve) => {
        waiting?.onClose(() => {
          gone.push(path);
          resolve({ status: 200, headers: {} });
        });
        const remove = waiting?.onClose(() => gone.push("removed"));
        remove?.();
      });
    const stream = client.request({ ":path": "/poll" });
    stream.on("error", () => {});
    await vi.waitUntil(() => received.length === 2);
    stream.close(constants.NGHTTP2_CANCEL);
    await vi.waitUntil(() => gone.length > 0);
    expect(gone).toEqual(["/poll"]);
  });

  test("one whose body stops half-way is reset", async () => {
    answer = length;
    const stream = client.request({ ":method": "PUT" });
    stream.on("error", () => {});
    stream.write("12345");
    await once(stream, "close");
    expect(stream.rstCode).toBe(constants.NGHTTP2_CANCEL);
    expect(await send({ ":method": "PUT" }, "123")).toMatchObject({ text: "3" });
  });
});

describe("the end of a server", () => {
  test("close breaks open sessions off", async () => {
    await send({});
    answer = () => new Promise(() => {});
    const stream = client.request({});
    stream.on("error", () => {});
    await vi.waitUntil(() => received.length === 2);
    const closed = once(client, "close");
    await Promise.all([server.close(), closed]);
    expect(client.destroyed).toBe(true);
  });

  test("drain answers what is in progress, and then closes the sessions", async () => {
    let finish = () => {};
    answer = () =>
      new Promise((resolve) => {
        finish = () => resolve({ status: 200, headers: {}, body: "last" });
      });
    const reply = send({});
    await vi.waitUntil(() => received.length === 1);
    const closed = once(client, "close");
    const drained = server.drain();
    finish();
    expect(await reply).toMatchObject({ text: "last" });
    await Promise.all([drained, closed]);
    expect(client.destroyed).toBe(true);
  });
});

describe("the same port", () => {
  test("serves HTTP/1 beside it", async () => {
    const [over1, over2] = await Promise.all([fetch(server.url), send({})]);
    expect([await over1.text(), over2.text]).toEqual(["hello", "hello"]);
  });

  test.each([
    ["no HTTP", "hello\r\n\r\n", /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/],
    ["too many headers", `GET / HTTP/1.1\r\nx: ${"y".repeat(70_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ])("rejects %s as Node does", async (_, text, expected) => {
    const socket = connectSocket(server.port, "127.0.0.1");
    socket.write(text);
    let reply = "";
    for await (const piece of socket) reply += String(piece);
    expect(reply).toMatch(expected);
  });

  test("over TLS, clients choose by ALPN", async () => {
    const secure = await listen(length, { host: "127.0.0.1", port: 0, tls: TEST_TLS });
    const session = connect(secure.url, { ca: TEST_TLS.cert });
    expect(await send({ ":method": "PUT" }, "x".repeat(200_000), session)).toMatchObject({ text: "200000" });
    expect(session.alpnProtocol).toBe("h2");
    session.close();
    await secure.close();
  });
});
