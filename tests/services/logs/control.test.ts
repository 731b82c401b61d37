import { expect, test } from "vitest";
import { typeError } from "../../support/type-error.js";
import { ARN, NOW, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

test("D08 put makes what is missing and takes events of any age, in any order", async () => {
  aws.sim.logs.put(
    "g",
    "s",
    "now",
    { message: "old", timestamp: new Date(0) },
    { message: "late", timestamp: NOW + 1 },
  );
  expect(aws.sim.logs.events("g", "s")).toEqual([
    { logStreamName: "s", timestamp: 0, message: "old", ingestionTime: NOW },
    { logStreamName: "s", timestamp: NOW, message: "now", ingestionTime: NOW },
    { logStreamName: "s", timestamp: NOW + 1, message: "late", ingestionTime: NOW },
  ]);
  aws.sim.logs.put("g", "t", { message: "between", timestamp: 1 });
  expect(aws.sim.logs.messages("g")).toEqual(["old", "between", "now", "late"]);
  expect(aws.sim.logs.messages("g", "t")).toEqual(["between"]);
  for (const read of ["messages", "events", "streams"] as const)
    expect(() => aws.sim.logs[read]("none")).toThrow(
      typeError(
        `There is no log group "none" in account ${aws.sim.accountId}, region ${aws.sim.region}. There are: g.`,
      ),
    );
});

test.each([
  ["a b", "s"],
  ["a:b", "s"],
  ["", "s"],
  ["g", "a:b"],
  ["g", ""],
])("D08 put rejects the names %j and %j", (group, stream) => {
  expect(() => aws.sim.logs.put(group, stream, "x")).toThrow(TypeError);
  expect(aws.sim.logs.groups()).toEqual([]);
});

test("D08 another account or region", async () => {
  aws.sim.logs.at({ region: "eu-west-1" }).put("g", "s", "there");
  expect(() => aws.sim.logs.messages("g")).toThrow(TypeError);
  expect(aws.sim.logs.at({ region: "eu-west-1" }).messages("g")).toEqual(["there"]);
});

test("what is read is a copy", async () => {
  await aws.logs.createLogGroup({ logGroupName: "g" });
  await aws.logs.putMetricFilter({
    logGroupName: "g",
    filterName: "f",
    filterPattern: "",
    metricTransformations: [{ metricName: "m", metricNamespace: "n", metricValue: "1" }],
  });
  Object.assign(aws.sim.logs.metricFilters()[0] ?? {}, { filterName: "changed" });
  expect(aws.sim.logs.metricFilters()).toMatchObject([{ filterName: "f" }]);
});

test("over HTTP: put, read and the whole state", async () => {
  const call = async (path: string, body?: object) => {
    const init = body && { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`${aws.sim.url}/_sim/${path}`, init);
    return answer.status === 204 ? undefined : answer.json();
  };
  const messages = ["one", { message: "two", timestamp: NOW + 5 }];
  expect(await call("logs/groups/%2Fapp/streams/s/events", { messages })).toBeUndefined();
  const event = { logStreamName: "s", message: "one", timestamp: NOW, ingestionTime: NOW };
  expect(await call("logs/groups/%2Fapp/events?stream=s")).toEqual({
    events: [event, { ...event, message: "two", timestamp: NOW + 5 }],
  });
  expect(await call("logs/deliveries")).toEqual({ deliveries: [] });
  expect(await call("state/logs")).toMatchObject({
    groups: [
      { logGroupName: "/app", streams: [{ logStreamName: "s", arn: `${ARN}:log-group:/app:log-stream:s` }] },
    ],
    metricFilters: [],
    subscriptionFilters: [],
  });
});

test("a put that fails leaves nothing behind; reset forgets everything", async () => {
  expect(() => aws.sim.logs.put("AWS/reserved", "s", "x")).toThrow("reserved");
  expect(aws.sim.logs.groups()).toEqual([]);
  aws.sim.logs.put("g", "s", "x");
  aws.sim.reset();
  expect(aws.sim.logs.groups()).toEqual([]);
});
