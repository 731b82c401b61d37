import { expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { arnOf, eventBridgeWorld, NOW, OTHER } from "./event-bridge-world.js";

const world = eventBridgeWorld();

test("a test puts events, also those of services, and sees what became of them", async () => {
  const Arn = await world.queue("q");
  await world.rule("stops", { source: ["aws.ecs"] }, { Id: "q", Arn, InputPath: "$.detail" });
  const { eventBridge } = world.sim;
  const id = eventBridge.put({
    source: "aws.ecs",
    detailType: "ECS Task State Change",
    detail: { lastStatus: "STOPPED" },
    resources: ["task"],
    time: new Date("2025-01-01T00:00:00Z"),
  });
  expect(eventBridge.events()).toEqual([
    {
      bus: "default",
      event: {
        version: "0",
        id,
        "detail-type": "ECS Task State Change",
        source: "aws.ecs",
        account: "123456789012",
        time: "2025-01-01T00:00:00Z",
        region: "us-east-1",
        resources: ["task"],
        detail: { lastStatus: "STOPPED" },
      },
      ingested: NOW,
      matched: [
        {
          rule: "stops",
          targets: [
            { id: "q", arn: Arn, status: "delivered", input: '{"lastStatus":"STOPPED"}', attempts: 1 },
          ],
        },
      ],
    },
  ]);
  expect(eventBridge.events("default")).toHaveLength(1);
  expect(eventBridge.at({ account: OTHER }).events()).toEqual([]);
});

test("buses and rules are shown as they are", async () => {
  await world.events.createEventBus({ Name: "shop" });
  await world.events.putPermission({
    EventBusName: "shop",
    StatementId: "s",
    Principal: "*",
    Action: "events:PutEvents",
  });
  await world.events.putRule({ Name: "daily", ScheduleExpression: "rate(1 day)", State: "DISABLED" });
  await world.events.putRule({ Name: "r", EventBusName: "shop", EventPattern: '{"source":["s"]}' });
  const { eventBridge } = world.sim;
  const rules = [
    {
      bus: "default",
      name: "daily",
      arn: arnOf("rule/daily"),
      state: "DISABLED",
      scheduleExpression: "rate(1 day)",
      targets: [],
    },
    {
      bus: "shop",
      name: "r",
      arn: arnOf("rule/shop/r"),
      state: "ENABLED",
      eventPattern: { source: ["s"] },
      targets: [],
    },
  ];
  const buses = [
    { name: "default", arn: arnOf("event-bus/default") },
    { name: "shop", arn: arnOf("event-bus/shop"), policy: expect.stringContaining('"Sid":"s"') },
  ];
  expect(eventBridge.state()).toEqual({ buses, rules });
  expect(eventBridge.rules(arnOf("event-bus/shop"))).toEqual([rules[1]]);
});

test("a bus that does not exist is named, with those that do", () => {
  const { eventBridge } = world.sim;
  const message =
    'There is no event bus "shp" in account 123456789012, region us-east-1. There are: default.';
  expect(() => eventBridge.events("shp")).toThrow(message);
  expect(() => eventBridge.rules("shp")).toThrow(message);
  expect(() => eventBridge.put({ bus: "shp", source: "s", detailType: "t" })).toThrow(message);
  expect(() => eventBridge.put({ source: "", detailType: "t" })).toThrow(
    "InvalidArgument: Parameter Source is not valid. Reason: Source is a required argument.",
  );
});

test("as many events are kept as the option historyLimit allows, and their deliveries", async () => {
  const sim = await createAwsSim({ clock: "frozen", historyLimit: 8 });
  for (let n = 0; n < 100; n++) sim.eventBridge.put({ source: "s", detailType: "t", detail: { n } });
  const kept = sim.eventBridge.events().map(({ event }) => event.detail);
  expect(kept.at(-1)).toEqual({ n: 99 });
  expect(kept.length).toBeLessThanOrEqual(9);
  await sim.close();
});
