import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../lib/http/limits.js";
import { listen } from "../../lib/http/server.js";
import type { WireRequest } from "../../lib/wire/message.js";
import { startToy } from "../support/toy.js";
import { post } from "../support/wire.js";

test("a port that is taken is named, with what to do", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(startToy({ port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is already in use. Stop the process that uses it, or use port 0 for a free port.`,
  );
  other.close();
});

test("the error names a host that does not exist", async () => {
  await expect(startToy({ host: "192.0.2.1" })).rejects.toThrow(
    /^Cannot listen on 192\.0\.2\.1:0: .*Use another host or port\.$/,
  );
});

test("listening on every address, its URL is one that clients can use", async () => {
  await using sim = await startToy({ host: "0.0.0.0" });
  expect(sim.url).toBe(`http://127.0.0.1:${sim.port}`);
  expect((await post(sim.url, "ListClusters", "{}")).status).toBe(200);
});

test("a restarted simulator gets another port while the first is open (A13)", async () => {
  await using one = await startToy();
  await using two = await startToy();
  expect(one.port).not.toBe(two.port);
});

test("close does not wait for idle connections, and is done once", async () => {
  const sim = await startToy();
  await post(sim.url, "ListClusters", "{}");
  await Promise.all([sim.close(), sim.close()]);
  await sim.close();
  await expect(post(sim.url, "ListClusters", "{}")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("an answer that HTTP cannot carry is a 500 that reports it, and the connection continues", async () => {
  let value = "a\nb";
  const answer = () => ({ status: 200, headers: { "Content-Length": "1", "x-name": value }, body: "1" });
  const server = await listen(async () => answer(), { host: "127.0.0.1", port: 0 });
  const response = await fetch(server.url);
  expect([response.status, response.statusText, await response.text()]).toEqual([
    500,
    "Internal Server Error",
    'The response cannot be sent: Invalid character in header content ["x-name"]. This is a bug in aws-sim; please report it.\n',
  ]);
  value = "a b";
  expect((await fetch(server.url)).headers.get("x-name")).toBe("a b");
  await server.close();
});

describe("limits", () => {
  const read = async (request: WireRequest) => {
    for await (const _ of request.body.stream());
    return { status: 200, headers: {} };
  };
  const limits = { ...LIMITS, bodyPause: 100 };
  const HEAD = "PUT /key HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n";

  test("a body that stops half-way loses its connection; an idle connection does not", async () => {
    const server = await listen(read, { host: "127.0.0.1", port: 0, limits });
    const [half, idle] = [connect(server.port), connect(server.port)];
    half.write(`${HEAD}12345`);
    await once(half, "close");
    idle.write(`${HEAD}1234567890`);
    expect(String((await once(idle, "data"))[0])).toMatch(/^HTTP\/1\.1 200 OK/);
    idle.destroy();
    await server.close();
  });

  test("a body that makes progress is received, however long it takes", async () => {
    const server = await listen(read, { host: "127.0.0.1", port: 0, limits });
    const slow = connect(server.port);
    slow.write(HEAD);
    for (const digit of "1234567890") {
      await sleep(40);
      slow.write(digit);
    }
    expect(String((await once(slow, "data"))[0])).toMatch(/^HTTP\/1\.1 200 OK/);
    slow.destroy();
    await server.close();
  });

  test("an answer can take longer than a pause, and so can a body that no one reads yet", async () => {
    const late = async (request: WireRequest) => {
      await sleep(300);
      return read(request);
    };
    const server = await listen(late, { host: "127.0.0.1", port: 0, limits });
    const body = "x".repeat(1_000_000);
    const statuses = await Promise.all(
      ["", body].map(async (text) => (await fetch(server.url, { method: "PUT", body: text })).status),
    );
    expect(statuses).toEqual([200, 200]);
    await server.close();
  });

  test("idle connections make room for new ones", async () => {
    const server = await listen(read, {
      host: "127.0.0.1",
      port: 0,
      limits: { ...LIMITS, connections: 2 },
    });
    const answered = async () => {
      const socket = connect(server.port);
      const closed = once(socket, "close");
      socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
      const data = once(socket, "data").then(([text]) => String(text).slice(0, 12));
      return { socket, closed, data: await Promise.race([data, closed.then(() => "closed")]) };
    };
    const [one, two, three] = [await answered(), await answered(), await answered()];
    expect([one.data, two.data, three.data]).toEqual(["HTTP/1.1 200", "HTTP/1.1 200", "closed"]);
    await Promise.all([one.closed, two.closed]);
    const four = await answered();
    expect(four.data).toBe("HTTP/1.1 200");
    four.socket.destroy();
    await server.close();
  });
});
