import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LoggedRequest } from "../lib/control/requests.js";
import type { ProtocolName } from "../lib/model/facts.js";
import { Connection, type Outcome, sendRaw } from "../tools/fuzz/connection.js";
import { bytesOf } from "../tools/fuzz/framing.js";
import { flawOf } from "../tools/fuzz/judge.js";
import { shrunk } from "../tools/fuzz/shrink.js";

const RECORD: LoggedRequest = {
  requestId: "r",
  service: "ecs",
  operation: "RunTask",
  status: 200,
  account: "1",
  region: "r",
  method: "POST",
  path: "/",
  startedAt: 0,
  duration: 0,
};
const PROTOCOLS = new Map<string, readonly ProtocolName[]>([
  ["ecs", ["json"]],
  ["iam", ["query"]],
]);

function answer(status: number, type: string, body: string): Outcome {
  return { status, headers: new Map([["content-type", type]]), body: Buffer.from(body) };
}

describe("the fuzzer finds", () => {
  test.each<[string, string, Outcome, Partial<LoggedRequest>]>([
    ["hung", "no answer", "hung", {}],
    ["status 500 RunTask", "a status of the simulator's own", answer(500, "application/json", "{}"), {}],
    ["a body that is not a JSON object RunTask", "broken JSON", answer(200, "application/json", "{"), {}],
    ["a JSON error without type RunTask", "an error without type", answer(400, "application/json", "{}"), {}],
    [
      'an error or output of type "text/xml" in a JSON protocol RunTask',
      "XML in a JSON protocol",
      answer(400, "text/xml", "<Error/>"),
      {},
    ],
    [
      "an XML error without code GetUser",
      "an XML error without code",
      answer(400, "text/xml", "<ErrorResponse></ErrorResponse>"),
      { service: "iam", operation: "GetUser" },
    ],
    [
      "XML without its root element GetUser",
      "XML of another operation",
      answer(200, "text/xml", "<GetRoleResponse/>"),
      { service: "iam", operation: "GetUser" },
    ],
    [
      "a control character in XML GetUser",
      "a raw control character",
      answer(400, "text/xml", "<Code>\u0001</Code>"),
      { service: "iam", operation: "GetUser" },
    ],
  ])("%s: %s", async (name, _, outcome, record) => {
    expect(await flawOf(outcome, { ...RECORD, ...record }, PROTOCOLS)).toMatchObject({ name });
  });

  test("an exception, by its message and place", async () => {
    const exception = new TypeError("x is not a function");
    const flaw = await flawOf(answer(500, "application/json", "{}"), { ...RECORD, exception }, PROTOCOLS);
    expect(flaw?.name).toMatch(/^x is not a function/);
  });

  test("nothing in good answers", async () => {
    const good: [Outcome, Partial<LoggedRequest>][] = [
      ["closed", {}],
      [answer(200, "application/x-amz-json-1.1", "{}"), {}],
      [answer(400, "application/x-amz-json-1.1", '{"__type":"ClientException"}'), {}],
      [answer(501, "application/x-amz-json-1.1", '{"__type":"NotImplemented"}'), {}],
      [
        answer(200, "text/xml", "<GetUserResponse></GetUserResponse>"),
        { service: "iam", operation: "GetUser" },
      ],
    ];
    for (const [outcome, record] of good)
      expect(await flawOf(outcome, { ...RECORD, ...record }, PROTOCOLS)).toBeUndefined();
  });
});

describe("the connection", () => {
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === "/never") return;
      if (request.url === "/chunks") {
        response.write("one,");
        response.end("two");
      } else response.end(`${request.method} ${request.url}`);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.closeAllConnections());

  const get = (target: string) => bytesOf({ method: "GET", target, headers: [], body: Buffer.alloc(0) });

  test("reads answers with a length and in chunks, one after the other", async () => {
    const connection = new Connection(port);
    const bodies: string[] = [];
    for (const target of ["/a", "/chunks", "/b"]) {
      const outcome = await connection.request(get(target), "GET", 5_000);
      bodies.push(typeof outcome === "string" ? outcome : outcome.body.toString());
    }
    expect(bodies).toEqual(["GET /a", "one,two", "GET /b"]);
    connection.close();
  });

  test("reports a missing response, and bytes that are not a request", async () => {
    expect(await new Connection(port).request(get("/never"), "GET", 50)).toBe("hung");
    expect(await sendRaw(port, get("/never"), 5_000)).toBe("closed");
    expect(await sendRaw(port, Buffer.from("GET"), 5_000)).toMatchObject({ status: 400 });
  });
});

test("a failing request shrinks to what makes it fail", async () => {
  const request = {
    method: "POST",
    target: "/?a=1&b=2",
    headers: [
      ["x-one", "1"],
      ["x-two", "2"],
    ] as const,
    body: Buffer.from("many bytes around % one"),
  };
  const fails = async ({ target, headers, body }: typeof request | Parameters<typeof bytesOf>[0]) =>
    target.includes("b=2") && headers.some(([name]) => name === "x-two") && body.includes("%");
  expect(await shrunk(request, fails)).toEqual({
    method: "POST",
    target: "/?b=2",
    headers: [["x-two", "2"]],
    body: Buffer.from("%"),
  });
});
