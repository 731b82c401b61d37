import { once } from "node:events";
import { connect } from "node:net";
import { Readable } from "node:stream";
import fc from "fast-check";
import { Client } from "undici";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startToy, type ToySim } from "../support/toy.js";
import { post, UUID } from "../support/wire.js";

let sim: ToySim;
beforeEach(async () => {
  sim = await startToy();
});
afterEach(async () => {
  await sim.close();
});

const TARGET = "AmazonEC2ContainerServiceV20141113.CreateCluster";
const untouched = () => expect(sim.ecs.state()).toEqual({ clusters: [] });

describe("a body that cannot be read is AWS's error and changes nothing", () => {
  const deep = `{"settings":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  test.each<[string, string | Uint8Array, string, unknown]>([
    ["not JSON", "{", "SerializationException", "The request body is not valid JSON."],
    ["text after JSON", "{} {}", "SerializationException", "The request body is not valid JSON."],
    [
      "bad UTF-8",
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      "SerializationException",
      "The request body is not valid UTF-8.",
    ],
    ["a list", "[]", "SerializationException", "Start of list found where not expected"],
    ["a text", '"x"', "SerializationException", "Unexpected field type"],
    [
      "a wrong type",
      '{"clusterName":7}',
      "SerializationException",
      "NUMBER_VALUE can not be converted to a String",
    ],
    [
      "a wrong inner type",
      '{"tags":{"a":1}}',
      "SerializationException",
      "Start of structure or map found where not expected.",
    ],
    ["deep nesting", deep, "SerializationException", expect.any(String)],
  ])("%s", async (_, body, type, message) => {
    const { status, headers, text } = await post(sim.url, "CreateCluster", body);
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 400, body: { __type: type, message } });
    expect(headers["x-amzn-requestid"]).toMatch(UUID);
    untouched();
  });

  test.each([
    "",
    "{}",
    '{"unknownMember":{"x":1}}',
    '{"__proto__":{"clusterName":"x"}}',
    '{"clusterName":null}',
  ])("%j is an empty input", async (body) => {
    const { status } = await post(sim.url, "ListClusters", body);
    expect([status, sim.requests.last()?.input]).toEqual([200, {}]);
    expect(({} as Record<string, unknown>).clusterName).toBeUndefined();
  });

  test("random bytes never get anything but an answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.json().map(Buffer.from)),
        async (body) => {
          const { status, headers } = await post(sim.url, "ListClusters", body);
          expect([200, 400]).toContain(status);
          expect(headers["x-amzn-requestid"]).toMatch(UUID);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("an oversize body", () => {
  const huge = Buffer.alloc(9 * 1024 * 1024, 0x20);

  test.each([
    ["awsJson", { "x-amz-target": TARGET }, "RequestEntityTooLargeException"],
    [
      "a form",
      { "content-type": "application/x-www-form-urlencoded" },
      "<Code>RequestEntityTooLargeException</Code>",
    ],
  ])("of %s is rejected, and the connection serves the next request", async (_, headers, expected) => {
    const client = new Client(sim.url);
    let connections = 0;
    client.on("connect", () => connections++);
    const refused = await client.request({ method: "POST", path: "/", headers, body: huge });
    expect(refused.statusCode).toBe(413);
    expect(await refused.body.text()).toContain(expected);
    expect(refused.headers["x-amzn-requestid"]).toMatch(UUID);
    const served = await client.request({
      method: "POST",
      path: "/",
      headers: { "x-amz-target": TARGET },
      body: "{}",
    });
    expect([served.statusCode, connections]).toEqual([200, 1]);
    await served.body.dump();
    await client.close();
  });

  test("of unknown length is rejected at the limit", async () => {
    const client = new Client(sim.url);
    async function* chunks() {
      for (let i = 0; i < 9; i++) yield huge.subarray(0, 1024 * 1024);
    }
    const refused = await client.request({
      method: "POST",
      path: "/",
      headers: { "x-amz-target": TARGET },
      body: Readable.from(chunks()),
    });
    expect(refused.statusCode).toBe(413);
    await refused.body.dump();
    await client.close();
    untouched();
  });
});

test("a client that goes away halfway leaves no trace but a line in the log", async () => {
  const { port } = new URL(sim.url);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    `POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: ${TARGET}\r\ncontent-length: 100\r\n\r\n{"clusterName"`,
  );
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  await vi.waitUntil(() => sim.requests.length === 1);
  expect(sim.requests.last()).toMatchObject({ status: 0, errorCode: "ConnectionDropped" });
  untouched();
  expect((await post(sim.url, "ListClusters", "{}")).status).toBe(200);
});

test("input that is not HTTP is rejected, and the server continues", async () => {
  const { port } = new URL(sim.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.end("this is not HTTP\r\n\r\n");
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 /);
  expect((await post(sim.url, "ListClusters", "{}")).status).toBe(200);
});

test("a request whose body no one reads does not disturb the next one on its connection", async () => {
  const client = new Client(sim.url);
  const body = "x".repeat(300_000);
  const first = await client.request({ method: "POST", path: "/nowhere", body });
  expect(first.statusCode).toBe(404);
  await first.body.dump();
  const second = await client.request({
    method: "POST",
    path: "/",
    headers: { "x-amz-target": TARGET },
    body: "{}",
  });
  expect(second.statusCode).toBe(200);
  await second.body.dump();
  await client.close();
});

test("requests in one packet, and in several, get their responses in order on one connection", async () => {
  const { port } = new URL(sim.url);
  const socket = connect(Number(port), "127.0.0.1");
  const create = (name: string) => {
    const body = JSON.stringify({ clusterName: name });
    return `POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: ${TARGET}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  };
  let text = "";
  socket.setEncoding("utf8").on("data", (piece) => {
    text += piece;
  });
  const names = () => [...text.matchAll(/"clusterName":"(\w+)"/g)].map(([, name]) => name);
  socket.write(create("one") + create("two"));
  await vi.waitUntil(() => names().length === 2);
  const halved = create("three");
  socket.write(halved.slice(0, -7));
  await new Promise((resolve) => setImmediate(resolve));
  socket.write(halved.slice(-7) + create("four"));
  await vi.waitUntil(() => names().length === 4);
  expect(names()).toEqual(["one", "two", "three", "four"]);
  socket.destroy();
});

test("idle keep-alive connections are not closed by the server", async () => {
  const client = new Client(sim.url, { keepAliveTimeout: 60_000 });
  const response = await client.request({
    method: "POST",
    path: "/",
    headers: { "x-amz-target": TARGET },
    body: "{}",
  });
  // Node would announce its own timeout here, and then close.
  expect(response.headers["keep-alive"]).toBeUndefined();
  await response.body.dump();
  await client.close();
});
