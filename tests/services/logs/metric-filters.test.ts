import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, broken, NOW, noGroup, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const TRANSFORMATION = { metricName: "errors", metricNamespace: "app", metricValue: "1" };

function put(filterName: string, change: object = {}) {
  return aws.logs.putMetricFilter({
    logGroupName: "g",
    filterName,
    filterPattern: "{ $.level = ERROR }",
    metricTransformations: [TRANSFORMATION],
    ...change,
  });
}

describe("metric filters", () => {
  test("are shown as they were put, and keep their age", async () => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    await put("f");
    await aws.sim.clock.advance(1000);
    await put("f", { filterPattern: "ERROR" });
    expect((await aws.logs.describeMetricFilters({ logGroupName: "g" })).metricFilters).toEqual([
      {
        filterName: "f",
        filterPattern: "ERROR",
        metricTransformations: [TRANSFORMATION],
        creationTime: NOW,
        logGroupName: "g",
        applyOnTransformedLogs: false,
      },
    ]);
    expect(aws.sim.logs.groups()).toMatchObject([{ metricFilterCount: 1 }]);
    await aws.logs.deleteMetricFilter({ logGroupName: "g", filterName: "f" });
    await expect(aws.logs.deleteMetricFilter({ logGroupName: "g", filterName: "f" })).rejects.toMatchObject(
      awsError("ResourceNotFoundException", "The specified metric filter does not exist."),
    );
  });

  test("are found by group, prefix and metric, in pages", async () => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    await aws.logs.createLogGroup({ logGroupName: "h" });
    for (const name of ["b1", "a", "b2"]) await put(name);
    await put("b3", {
      logGroupName: "h",
      metricTransformations: [{ ...TRANSFORMATION, metricName: "other" }],
    });
    const names = async (input: object) => {
      const { metricFilters = [], nextToken } = await aws.logs.describeMetricFilters(input);
      return { names: metricFilters.map(({ filterName }) => filterName), nextToken };
    };
    expect(await names({})).toMatchObject({ names: ["a", "b1", "b2", "b3"] });
    expect(await names({ logGroupName: "g", filterNamePrefix: "b" })).toMatchObject({ names: ["b1", "b2"] });
    expect(await names({ filterNamePrefix: "b" })).toMatchObject({ names: ["b1", "b2", "b3"] });
    expect(await names({ metricName: "other", metricNamespace: "app" })).toMatchObject({ names: ["b3"] });
    const { nextToken } = await names({ limit: 3 });
    expect(await names({ limit: 3, nextToken })).toEqual({ names: ["b3"], nextToken: undefined });
    await expect(names({ metricName: "other" })).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(names({ logGroupName: "none" })).rejects.toMatchObject(noGroup);
  });

  test("of all groups are sorted by their own names, not by groups", async () => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    await aws.logs.createLogGroup({ logGroupName: "h" });
    for (const name of ["b", "d"]) await put(name);
    for (const name of ["a", "b", "c"]) await put(name, { logGroupName: "h" });
    const page = async (input: object) => {
      const { metricFilters = [], nextToken } = await aws.logs.describeMetricFilters({ limit: 2, ...input });
      return { found: metricFilters.map((f) => `${f.filterName} of ${f.logGroupName}`), nextToken };
    };
    const first = await page({});
    expect(first.found).toEqual(["a of h", "b of g"]);
    const second = await page({ nextToken: first.nextToken });
    expect(second.found).toEqual(["b of h", "c of h"]);
    await aws.logs.deleteLogGroup({ logGroupName: "h" });
    expect(await page({})).toEqual({ found: ["b of g", "d of g"], nextToken: undefined });
    await aws.logs.deleteMetricFilter({ logGroupName: "g", filterName: "b" });
    expect((await page({})).found).toEqual(["d of g"]);
  });

  test("accept colons in the namespace, but no wildcards", async () => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    const namespaced = (metricNamespace: string) =>
      put("f", { metricTransformations: [{ ...TRANSFORMATION, metricNamespace }] });
    await namespaced("team:app");
    expect(aws.sim.logs.metricFilters()[0]?.metricTransformations).toEqual([
      { ...TRANSFORMATION, metricNamespace: "team:app" },
    ]);
    await expect(namespaced("a*")).rejects.toMatchObject(
      broken(
        "a*",
        "metricTransformations.1.member.metricNamespace",
        "Member must satisfy regular expression pattern: [^:*$]*",
      ),
    );
  });

  test("100 to a group", async () => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    for (let i = 0; i < 100; i++) await put(`f${i}`);
    await expect(put("one more")).rejects.toMatchObject(
      awsError("LimitExceededException", "Resource limit exceeded."),
    );
    await put("f5", { filterPattern: "" });
  });

  const wrong = "Invalid metric transformation:";
  test.each([
    [
      "a reserved namespace",
      { metricNamespace: "AWS/x" },
      "Metric namespaces starting with AWS/ are reserved for AWS.",
    ],
    [
      "dimensions with a default",
      { defaultValue: 0, dimensions: { a: "$.a" } },
      `${wrong} dimensions and default value are mutually exclusive properties`,
    ],
    [
      "dimensions of fixed values",
      { dimensions: { a: "x" } },
      `${wrong} dimension value must be valid selector`,
    ],
    [
      "a value that is none",
      { metricValue: "x" },
      `${wrong} metric value must be a number or a valid selector`,
    ],
  ])("rejects %s", async (_, change, message) => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    await expect(
      put("f", { metricTransformations: [{ ...TRANSFORMATION, ...change }] }),
    ).rejects.toMatchObject(awsError("InvalidParameterException", message));
  });

  test("rejects dimensions of terms, more than one transformation, and groups of other classes", async () => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    await expect(
      put("f", {
        filterPattern: "a",
        metricTransformations: [{ ...TRANSFORMATION, dimensions: { a: "$.a" } }],
      }),
    ).rejects.toMatchObject(
      awsError("InvalidParameterException", "The specified filter pattern does not support dimensions"),
    );
    await expect(put("f", { metricTransformations: [TRANSFORMATION, TRANSFORMATION] })).rejects.toMatchObject(
      {
        name: "InvalidParameterException",
        message:
          "1 validation error detected: Value '[MetricTransformation(metricName=errors, metricNamespace=app, metricValue=1, defaultValue=null, unit=null, dimensions=null), MetricTransformation(metricName=errors, metricNamespace=app, metricValue=1, defaultValue=null, unit=null, dimensions=null)]' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1",
      },
    );
    await aws.logs.createLogGroup({ logGroupName: "rare", logGroupClass: "INFREQUENT_ACCESS" });
    await expect(put("f", { logGroupName: "rare" })).rejects.toMatchObject(
      awsError("InvalidParameterException", "This operation is only supported on the Standard log class."),
    );
  });
});

test("TestMetricFilter returns which messages match, and what they hold", async () => {
  const line = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET / HTTP/1.0" 200 1534';
  expect(
    await body(
      aws.logs.testMetricFilter({
        filterPattern: "[ip, id, user, at, request, status, bytes > 1000]",
        logEventMessages: ["no", line],
      }),
    ),
  ).toEqual({
    matches: [
      {
        eventNumber: 2,
        eventMessage: line,
        extractedValues: {
          $ip: "127.0.0.1",
          $id: "-",
          $user: "frank",
          $at: "10/Oct/2000:13:25:15 -0700",
          $request: "GET / HTTP/1.0",
          $status: "200",
          $bytes: "1534",
        },
      },
    ],
  });
  const { matches } = await aws.logs.testMetricFilter({
    filterPattern: "{ $.code >= 400 }",
    logEventMessages: ['{"code":404}', '{"code":200}'],
  });
  expect(matches).toEqual([
    { eventNumber: 1, eventMessage: '{"code":404}', extractedValues: { "$.code": "404" } },
  ]);
  expect((await aws.logs.testMetricFilter({ filterPattern: "a", logEventMessages: ["a"] })).matches).toEqual([
    { eventNumber: 1, eventMessage: "a", extractedValues: {} },
  ]);
});
