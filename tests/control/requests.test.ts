import { expect, test } from "vitest";
import { RequestLog, type RequestRecord } from "../../lib/control/requests.js";
import { streamingBody } from "../../lib/wire/streaming-body.js";

function record(change: Partial<RequestRecord> = {}): RequestRecord {
  return {
    requestId: "1",
    service: "ecs",
    operation: "RunTask",
    input: { tags: [{ key: "a" }] },
    status: 200,
    account: "123456789012",
    region: "eu-west-1",
    method: "POST",
    path: "/",
    startedAt: new Date(0),
    duration: 0,
    ...change,
  };
}

/** As the dispatcher logs it. */
function add(log: RequestLog, { startedAt, ...rest }: RequestRecord): void {
  log.add({ ...rest, startedAt: startedAt.getTime() });
}

test("filters by members, by function, and not at all (A15)", () => {
  const log = new RequestLog();
  const [one, two] = [
    record(),
    record({ requestId: "2", operation: "StopTask", status: 400, errorCode: "ClientException" }),
  ];
  add(log, one);
  add(log, two);
  expect([
    log.filter(),
    log.filter({ operation: "StopTask", status: 400 }),
    log.filter({ operation: "StopTask", status: 200 }),
    log.filter({ errorCode: undefined }),
    log.filter(({ requestId }) => requestId === "1"),
    [...log],
  ]).toEqual([[one, two], [two], [], [one, two], [one], [one, two]]);
  expect([log.last(), log.last({ status: 200 }), log.last({ service: "s3" })]).toEqual([two, one, undefined]);
});

test("what is read is a copy", () => {
  const log = new RequestLog();
  add(log, record());
  const [read] = log.filter();
  read?.startedAt.setFullYear(1999);
  Object.assign(read?.input ?? {}, { tags: "corrupted" });
  (log.filter()[0]?.input?.tags as { key: string }[])[0] = { key: "corrupted" };
  expect(log.filter()).toEqual([record()]);
});

test("keeps the latest ten thousand", () => {
  const log = new RequestLog();
  for (let i = 0; i < 25_000; i++) add(log, record({ requestId: String(i) }));
  expect([log.length, log.filter().length, log.filter()[0]?.requestId, log.last()?.requestId]).toEqual([
    10_000,
    10_000,
    "15000",
    "24999",
  ]);
  log.clear();
  expect([log.length, log.last()]).toEqual([0, undefined]);
});

test("keeps the set number, and none for 0", () => {
  const [some, none] = [new RequestLog(2), new RequestLog(0)];
  for (let i = 0; i < 7; i++) {
    add(some, record({ requestId: String(i) }));
    add(none, record());
  }
  expect(some.filter().map(({ requestId }) => requestId)).toEqual(["5", "6"]);
  expect([some.length, none.length, none.filter()]).toEqual([2, 0, []]);
});

test("notifies listeners, also after it was cleared, until they are removed", () => {
  const log = new RequestLog(0);
  const heard: string[] = [];
  const stop = log.listen(({ requestId }) => heard.push(requestId));
  add(log, record({ requestId: "1" }));
  log.clear();
  add(log, record({ requestId: "2" }));
  stop();
  add(log, record({ requestId: "3" }));
  expect(heard).toEqual(["1", "2"]);
});

test.each<[string, Record<string, unknown>, boolean]>([
  ["texts", { a: "123", b: ["12", "1"] }, true],
  ["more text", { a: "1234", b: ["12", "1"] }, false],
  ["bytes", { a: new Uint8Array(9) }, true],
  ["more bytes", { a: new Uint8Array(10) }, false],
  ["streams that are here already", { a: streamingBody("1234567890") }, false],
  ["neither text nor bytes", { a: 1, b: null, c: true, d: new Date(0) }, true],
])("keeps inputs up to a size: %s", (_, input, kept) => {
  const log = new RequestLog(10, 10);
  add(log, record({ input }));
  expect(log.filter()[0]).toEqual(kept ? record({ input }) : record({ input: undefined }));
});
