import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { matchers } from "../../lib/testing/vitest.js";
import { typeError } from "../support/type-error.js";
import { happen } from "./fixtures.js";

expect.extend(matchers);

let sim: AwsSim;
let idle: AwsSim;
beforeAll(async () => {
  [sim, idle] = await Promise.all([createAwsSim({ clock: "frozen" }), createAwsSim()]);
  await happen(sim);
  sim.logs.put("/app", "s", "42 rows exported\n");
  sim.s3.createBucket("exports");
  sim.s3.putObject("exports", "2026/rows.csv", "a,b", { ContentType: "text/csv", Metadata: { rows: "1" } });
});
afterAll(() => Promise.all([sim.close(), idle.close()]));

/** The message of an expectation that does not hold. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "It held.";
}

describe("logs", () => {
  test("that were written", () => {
    expect(sim).toHaveLogged("/app", "42 rows");
    expect(sim).toHaveLogged("/app", /^\d+ rows/);
    expect(sim).toHaveLogged("/app", expect.stringContaining("exported"));
    expect(sim).not.toHaveLogged("/app", "43 rows");
    expect(() => expect(sim).not.toHaveLogged("/aap", "42 rows")).toThrow(
      typeError(
        'There is no log group "/aap" in account 123456789012, region us-east-1. Did you mean "/app"? There are: /app, /aws/lambda/notify.',
      ),
    );
  });

  test("a message shows what was written", () => {
    expect(messageOf(() => expect(sim).toHaveLogged("/app", "43 rows"))).toBe(
      'Expected a message "43 rows" in /app. None of the messages matches. The messages:\n  1. 42 rows exported',
    );
    expect(messageOf(() => expect(idle).toHaveLogged("/app", "43 rows"))).toBe(
      'There is no log group "/app" in account 123456789012, region us-east-1. There are none.',
    );
  });
});

describe("objects", () => {
  test("that were put", () => {
    expect(sim).toHaveObject("exports", "2026/rows.csv");
    expect(sim).toHaveObject("exports", "2026/rows.csv", { text: "a,b", contentType: "text/csv" });
    expect(sim).toHaveObject("exports", "2026/rows.csv", {
      text: expect.stringMatching(/^a/),
      metadata: { rows: expect.any(String) },
    });
    expect(sim).not.toHaveObject("exports", "2026/rows.csv", { text: "a" });
    expect(sim).not.toHaveObject("exports", "2025/rows.csv");
    expect(() => expect(sim).not.toHaveObject("export", "2026/rows.csv")).toThrow(
      typeError('There is no bucket "export". Did you mean "exports"? There are: exports.'),
    );
  });

  test("a message shows what was put", () => {
    expect(messageOf(() => expect(sim).toHaveObject("exports", "2026/rows.csv", { text: "c" }))).toBe(
      'Expected an object 2026/rows.csv with {"text": "c"} in exports. None of the objects matches. The objects:\n' +
        '  1. 2026/rows.csv (text/csv, 3 bytes) "a,b"',
    );
    expect(messageOf(() => expect(sim).toHaveObject("exports", "none"))).toBe(
      "Expected an object none in exports. None of the objects matches. The objects:\n" +
        "  1. 2026/rows.csv (text/csv, 3 bytes)",
    );
    expect(messageOf(() => expect(sim).not.toHaveObject("exports", "2026/rows.csv"))).toBe(
      "Expected no object 2026/rows.csv in exports. These match:\n  1. 2026/rows.csv (text/csv, 3 bytes)",
    );
  });
});

test("events that were put", () => {
  const member = { source: "shop", detailType: "Order Placed", detail: { id: 7, lines: [{ sku: "a" }] } };
  sim.eventBridge.put(member);
  expect(sim).toHavePutEvent("Order Placed");
  expect(sim).toHavePutEvent("Order Placed", { lines: [{ sku: expect.any(String) }] });
  expect(sim).toHavePutEvent({ source: "shop", bus: "default" });
  expect(sim).not.toHavePutEvent("Order Placed", { id: 8 });
  expect(messageOf(() => expect(sim).toHavePutEvent("Order Placed", { id: 8 }))).toBe(
    'Expected an event "Order Placed" with {"id": 8}. None of the events matches. The events:\n' +
      '  1. default shop "Order Placed" {"id": 7, "lines": [{"sku": "a"}]}',
  );
  expect(() => expect(sim).toHavePutEvent({ sources: "shop" } as object)).toThrow(
    'An event has no "sources". Did you mean "source"?',
  );
});

describe("requests", () => {
  test("that were received", () => {
    expect(sim).toHaveReceivedRequest("RunTask");
    expect(sim).toHaveReceivedRequest({
      service: "ecs",
      operation: "DescribeTasks",
      errorCode: "ClusterNotFoundException",
    });
    expect(sim).toHaveReceivedRequestWith("RunTask", { cluster: "batch" });
    expect(sim).toHaveReceivedRequestWith("RunTask", {
      cluster: expect.stringMatching(/^b/),
      networkConfiguration: expect.objectContaining({
        awsvpcConfiguration: { subnets: [expect.any(String)] },
      }),
    });
    expect(sim).toHaveReceivedRequestTimes("RunTask", 1);
    expect(sim).toHaveReceivedRequestTimes("StopTask", 0);
  });

  test("that were not", () => {
    expect(sim).not.toHaveReceivedRequest("StopTask");
    expect(sim).not.toHaveReceivedRequest({ operation: "RunTask", status: 400 });
    expect(sim).not.toHaveReceivedRequestWith("RunTask", { cluster: "other" });
    expect(sim).not.toHaveReceivedRequestWith("RunTask", { cluster: expect.any(Number) });
    expect(sim).not.toHaveReceivedRequestWith("RunTask", {
      networkConfiguration: { awsvpcConfiguration: { subnets: [] } },
    });
    expect(sim).not.toHaveReceivedRequestTimes("RunTask", 2);
  });

  test("a message shows what was received", () => {
    expect(messageOf(() => expect(sim).toHaveReceivedRequest("StopTask"))).toMatch(
      /^Expected a request StopTask\. None of the requests matches\. The requests:\n {2}1\. ecs CreateCluster → 200 \{"clusterName": "batch"\}\n {2}2\. ecs RegisterTaskDefinition → 200 .*\n {2}3\. ecs RunTask → 200 .*"cluster": "batch".*\n {2}4\. ecs DescribeTasks → 400 ClusterNotFoundException \{"tasks": \["x"\], "cluster": "nowhere"\}\n {2}5\. lambda Invoke → 200 .*$/,
    );
  });

  test("a message about an input shows the inputs of that operation", () => {
    const message = messageOf(() =>
      expect(sim).toHaveReceivedRequestWith("CreateCluster", { clusterName: expect.any(Number) }),
    );
    expect(message).toBe(
      'Expected a request CreateCluster with {"clusterName": Any<Number>}. None of the requests matches. The requests:\n' +
        '  1. ecs CreateCluster → 200 {"clusterName": "batch"}',
    );
  });

  test("a message about a number shows the number", () => {
    expect(
      messageOf(() => expect(sim).toHaveReceivedRequestTimes({ operation: "CreateCluster" }, 2)),
    ).toContain(
      'Expected a request {"operation": "CreateCluster"} 2 times. There was one once. The requests:\n  1. ecs CreateCluster',
    );
  });

  test("a message of .not shows what matches", () => {
    expect(messageOf(() => expect(sim).not.toHaveReceivedRequest("CreateCluster"))).toBe(
      'Expected no request CreateCluster. These match:\n  1. ecs CreateCluster → 200 {"clusterName": "batch"}',
    );
    expect(messageOf(() => expect(sim).not.toHaveReceivedRequestTimes("StopTask", 0))).toBe(
      "Expected no request StopTask 0 times.",
    );
  });

  test("a message states that there was nothing", () => {
    expect(messageOf(() => expect(idle).toHaveReceivedRequest("RunTask"))).toBe(
      "Expected a request RunTask. There were no requests at all.",
    );
  });
});

describe("invocations", () => {
  test("that happened, and that did not", () => {
    expect(sim).toHaveInvoked("notify");
    expect(sim).toHaveInvokedWith("notify", { rows: 42 });
    expect(sim).toHaveInvokedWith("notify", expect.objectContaining({ at: expect.any(String) }));
    expect(sim).toHaveInvokedTimes("notify", 1);
    expect(() => expect(sim).not.toHaveInvoked("notfiy")).toThrow(
      typeError('There is no function "notfiy". Did you mean "notify"? There are: notify.'),
    );
    expect(sim).not.toHaveInvokedWith("notify", { rows: 41 });
    expect(sim).not.toHaveInvokedTimes("notify", 2);
  });

  test("messages show them", () => {
    const shown = '  1. notify {"rows": 42, "at": "noon"} → {"sent": true}';
    expect(messageOf(() => expect(sim).toHaveInvokedWith("notify", { rows: 41 }))).toBe(
      `Expected a call of notify with {"rows": 41}. None of the invocations matches. The invocations:\n${shown}`,
    );
    expect(messageOf(() => expect(sim).not.toHaveInvoked("notify"))).toBe(
      `Expected no call of notify. These match:\n${shown}`,
    );
    expect(messageOf(() => expect(idle).toHaveInvokedTimes("notify", 1))).toBe(
      'There is no function "notify". There are none.',
    );
  });
});

describe("tasks", () => {
  test("that ran, and that did not", () => {
    expect(sim).toHaveRunTask("export");
    expect(sim).toHaveRunTaskWith("export", {
      command: ["--fast"],
      environment: { BUCKET: "exports" },
      exitCode: 3,
    });
    expect(sim).toHaveRunTaskWith("export", {
      environment: expect.objectContaining({ BUCKET: expect.any(String) }),
    });
    expect(sim).toHaveRunTaskTimes("export", 1);
    expect(() => expect(sim).not.toHaveRunTask("exprt")).toThrow(
      typeError(
        'There is no family of task definitions "exprt" in account 123456789012, region us-east-1. ' +
          'Did you mean "export"? There are: export.',
      ),
    );
    expect(sim).not.toHaveRunTaskWith("export", { command: [] });
    expect(sim).not.toHaveRunTaskTimes("export", 0);
  });

  test("messages show them", () => {
    expect(messageOf(() => expect(sim).toHaveRunTaskWith("export", { exitCode: 0 }))).toMatch(
      /^Expected a task of export with \{"exitCode": 0\}\. None of the tasks matches\. The tasks:\n {2}1\. export:1 → exit code 3, .* \{"command": \["--fast"\], "environment": \{.*"BUCKET": "exports".*\}\}$/,
    );
  });
});

test("a value that is not a simulator is rejected", () => {
  expect(() => expect({}).toHaveReceivedRequest("RunTask")).toThrow(
    "expect(…).toHaveReceivedRequest requires a simulator. Pass the result of createAwsSim() or connectAwsSim() to expect().",
  );
});
