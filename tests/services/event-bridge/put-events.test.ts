import { describe, expect, test } from "vitest";
import {
  ACCOUNT,
  arnOf,
  eventBridgeWorld,
  failureOf,
  OTHER,
  placeIn,
  rejectedPattern,
} from "./event-bridge-world.js";

const world = eventBridgeWorld();

const entry = { Source: "shop", DetailType: "Order Placed", Detail: '{"id": 1}' };

describe("PutEvents", () => {
  test("Q05 an event reaches the targets of rules that match, as AWS writes it", async () => {
    const Arn = await world.queue("orders");
    await world.rule("orders", { source: ["shop"] }, { Id: "q", Arn });
    await world.rule("others", { source: ["bank"] }, { Id: "q", Arn });
    const { Entries, FailedEntryCount } = await world.events.putEvents({
      Entries: [
        {
          ...entry,
          Detail: '{ "b": 1.50,\n "a": ["x y", {"10": null, "2": "\\" "}] }',
          Resources: ["r1"],
          Time: new Date("2022-01-01T00:00:00.999Z"),
        },
      ],
    });
    expect(FailedEntryCount).toBe(0);
    const id = Entries?.[0]?.EventId;
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(world.bodies("orders")).toEqual([
      `{"version":"0","id":"${id}","detail-type":"Order Placed","source":"shop","account":"${ACCOUNT}","time":"2022-01-01T00:00:00Z","region":"us-east-1","resources":["r1"],"detail":{"b":1.50,"a":["x y",{"10":null,"2":"\\" "}]}}`,
    ]);
  });

  test("the time is that of the request unless the entry has one", async () => {
    await world.put({});
    expect(world.sim.eventBridge.events()[0]?.event.time).toBe("2026-01-02T03:04:05Z");
  });

  test.each([
    [
      { Source: "" },
      "InvalidArgument",
      "Parameter Source is not valid. Reason: Source is a required argument.",
    ],
    [
      { DetailType: undefined },
      "InvalidArgument",
      "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
    ],
    [
      { Detail: "" },
      "InvalidArgument",
      "Parameter Detail is not valid. Reason: Detail is a required argument.",
    ],
    [{ Detail: "text" }, "MalformedDetail", "Detail is malformed."],
    [{ Detail: "[1]" }, "MalformedDetail", "Detail is malformed."],
    [{ Detail: '"text"' }, "MalformedDetail", "Detail is malformed."],
    [{ Detail: '{"a":1' }, "MalformedDetail", "Detail is malformed."],
    [{ Source: "aws.ec2" }, "NotAuthorizedForSourceException", "Not authorized for the source."],
  ])(
    "an entry with %j has an error of its own, and the others go through",
    async (flaw, ErrorCode, ErrorMessage) => {
      const { Entries, FailedEntryCount } = await world.events.putEvents({
        Entries: [{ ...entry, ...flaw }, entry],
      });
      expect(FailedEntryCount).toBe(1);
      expect(Entries).toEqual([{ ErrorCode, ErrorMessage }, { EventId: expect.any(String) }]);
      expect(world.sim.eventBridge.events()).toHaveLength(1);
    },
  );

  test("what is put onto a bus that does not exist is accepted and dropped", async () => {
    expect(await world.put({}, { EventBusName: "missing" })).toMatch(/^[0-9a-f-]{36}$/);
    expect(world.sim.eventBridge.events()).toEqual([]);
  });

  test("a request of more than 1 MiB is rejected", async () => {
    const large = { ...entry, Detail: JSON.stringify({ text: "x".repeat(600_000) }) };
    expect(await failureOf(world.events.putEvents({ Entries: [large, large] }))).toEqual({
      name: "ValidationException",
      message: "Total size of the entries in the request is over the limit.",
      status: 400,
    });
    expect((await world.events.putEvents({ Entries: [large] })).FailedEntryCount).toBe(0);
  });

  test("more than 10 entries are rejected", async () => {
    const failure = await failureOf(world.events.putEvents({ Entries: Array(11).fill(entry) }));
    expect(failure).toMatchObject({ name: "ValidationException", status: 400 });
    expect(failure.message).toMatch(
      /^1 validation error detected: Value '\[PutEventsRequestEntry\(time=null, source=shop, resources=null, detailType=Order Placed, detail=\{"id": 1\}, eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null\), .*\]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    );
  });

  test("events of other accounts and regions have buses of their own", async () => {
    const there = world.elsewhere({ accountId: OTHER, region: "eu-west-1" });
    await there.putEvents({ Entries: [entry] });
    expect(world.sim.eventBridge.events()).toEqual([]);
    expect(world.sim.eventBridge.at({ account: OTHER, region: "eu-west-1" }).events()).toMatchObject([
      { event: { account: OTHER, region: "eu-west-1" } },
    ]);
  });
});

describe("TestEventPattern", () => {
  const event = {
    id: "1",
    "detail-type": "t",
    source: "s",
    account: ACCOUNT,
    time: "2026-01-01T00:00:00Z",
    region: "us-east-1",
  };

  test.each([
    ['{"source":["s"]}', true],
    ['{"source":["x"]}', false],
    ['{"detail":{"a":[{"exists":false}]}}', true],
  ])("%s: %s", async (EventPattern, Result) => {
    expect(await world.events.testEventPattern({ EventPattern, Event: JSON.stringify(event) })).toMatchObject(
      {
        Result,
      },
    );
  });

  test.each(["text", "[]", JSON.stringify({ ...event, region: undefined })])(
    "the event %j is not valid",
    async (Event) => {
      expect(await failureOf(world.events.testEventPattern({ EventPattern: '{"a":["b"]}', Event }))).toEqual({
        name: "ValidationException",
        message: "Parameter Event is not valid.",
        status: 400,
      });
    },
  );

  test("a pattern that is not valid", async () => {
    const failure = await failureOf(
      world.events.testEventPattern({ EventPattern: '{"int":1}', Event: JSON.stringify(event) }),
    );
    expect(failure).toEqual(rejectedPattern(`"int" must be an object or an array${placeIn('{"int":1}', 9)}`));
    expect(arnOf("rule/x")).toBe(`arn:aws:events:us-east-1:${ACCOUNT}:rule/x`);
  });
});
