import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { listen } from "../../lib/http/server.js";
import { startToy } from "../support/toy.js";
import { post } from "../support/wire.js";

test("a port that is taken is named, with what to do", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(startToy({ port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is already in use. Stop what listens there, or give port 0 for a free one.`,
  );
  other.close();
});

test("a host that is nobody's is named", async () => {
  await expect(startToy({ host: "192.0.2.1" })).rejects.toThrow(
    /^Cannot listen on 192\.0\.2\.1:0: .*Give another host or port\.$/,
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

test("an answer that HTTP cannot carry is a 500 that says so, and the connection goes on", async () => {
  let value = "a\nb";
  const answer = () => ({ status: 200, headers: { "Content-Length": "1", "x-name": value }, body: "1" });
  const server = await listen(async () => answer(), "127.0.0.1", 0);
  const response = await fetch(server.url);
  expect([response.status, response.statusText, await response.text()]).toEqual([
    500,
    "Internal Server Error",
    'The simulator\'s answer cannot be sent: Invalid character in header content ["x-name"]. This is a fault of aws-sim; please report it.\n',
  ]);
  value = "a b";
  expect((await fetch(server.url)).headers.get("x-name")).toBe("a b");
  await server.close();
});
