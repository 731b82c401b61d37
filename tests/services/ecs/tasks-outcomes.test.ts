import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../lib/index.js";
import { typeError } from "../../support/type-error.js";
import { RUN_JOB, taskWorld } from "./task-world.js";

const warnings: string[] = [];
const errors: LogEntry[] = [];
const world = taskWorld({
  delays: { ecs: 0 },
  logger: (entry: LogEntry) => {
    if (entry.level === "warn") warnings.push(entry.msg);
    if (entry.level === "error") errors.push(entry);
  },
});

describe("what a container cannot do", () => {
  const bad: [string, unknown, string][] = [
    ["an exit code below 0", { exitCode: -1 }, '"exitCode" cannot be -1. Use a whole number from 0 to 255.'],
    ["one above 255", { exitCode: 256 }, '"exitCode" cannot be 256. Use a whole number from 0 to 255.'],
    ["half a code", { exitCode: 1.5 }, '"exitCode" cannot be 1.5. Use a whole number from 0 to 255.'],
    ["a code in quotes", { exitCode: "1" }, '"exitCode" cannot be "1". Use a whole number from 0 to 255.'],
    [
      "an unreadable duration",
      { duration: "x" },
      '"duration" cannot be "x". Use milliseconds, a duration such as "5m", or "forever".',
    ],
    [
      "a negative duration",
      { duration: -1 },
      '"duration" cannot be -1. Use milliseconds, a duration such as "5m", or "forever".',
    ],
    ["output that is no text", { stdout: 1 }, '"stdout" cannot be 1. Use a string or an array of strings.'],
    [
      "errors that are no text",
      { stderr: [1] },
      '"stderr" cannot be an array. Use a string or an array of strings.',
    ],
    ["a reason that is no text", { reason: true }, '"reason" cannot be true. Use ECS\'s reason as a string.'],
    [
      "a failure without its reason",
      { failToStart: true },
      '"failToStart" cannot be true. Use the reason as a string, such as "CannotPullContainerError: …".',
    ],
    [
      "an unknown member",
      { exitcode: 1 },
      'The outcome of a task has no "exitcode". Did you mean "exitCode"? It has: exitCode, stdout, stderr, duration, reason, failToStart, containers.',
    ],
    [
      "a bad outcome of another container",
      { containers: { side: { exitCode: 300 } } },
      '"exitCode" cannot be 300. Use a whole number from 0 to 255.',
    ],
    [
      "a failure of another container",
      { containers: { side: { failToStart: "no" } } },
      'The outcome of a container has no "failToStart". It has: exitCode, stdout, stderr, duration, reason.',
    ],
  ];

  test.each(bad)("B14 %s is rejected where it is given", (_, outcome, message) => {
    const onTask = (behaviour: unknown) => () =>
      world.sim.ecs.onTask("job", behaviour as Parameters<typeof world.sim.ecs.onTask>[1]);
    expect(onTask(outcome)).toThrow(new TypeError(message));
    expect(onTask([{ exitCode: 0 }, outcome])).toThrow(new TypeError(message));
  });

  test.each([null, "0", true])("B14 %j is not a behaviour", (behaviour) => {
    expect(() => world.sim.ecs.onContainer("job", "app", behaviour as never)).toThrow(
      /^A behaviour cannot be .* Use an outcome such as { exitCode: 0 }, or a handler\.$/,
    );
  });

  test.each<[string, () => unknown, string]>([
    ["exit code 256", () => 256, "The exit code cannot be 256."],
    ["an outcome with one", () => ({ exitCode: -1 }), '"exitCode" cannot be -1.'],
    ["a promise of one", () => Promise.resolve({ duration: "x" }), '"duration" cannot be "x".'],
    ["true", () => true, "The result of a handler cannot be true."],
  ])("B14 a handler that returns %s exits with 1 and a reason", async (_, handler, message) => {
    world.sim.ecs.onTask("job", handler as () => number);
    const taskArn = await world.run();
    await world.sim.clock.advance(0);
    expect(await world.exitCodes(taskArn)).toEqual({ app: 1 });
    expect(world.sim.ecs.runs("job")[0]?.stderr).toContain(`TypeError: ${message}`);
  });
});

test.each([
  ["rejects with", (error: Error) => () => Promise.reject(error)],
  [
    "throws",
    (error: Error) => () => {
      throw error;
    },
  ],
])("M05 the logger receives what a handler %s", async (_, handler) => {
  const error = new Error("no rows");
  world.sim.ecs.onTask("job", handler(error));
  errors.length = 0;
  const task = await world.run();
  await world.sim.clock.advance(0);
  const msg = "The handler of container app of a task of job threw: no rows";
  expect(errors).toEqual([{ level: "error", msg, fields: { task, exception: error } }]);
});

test("M05 the logger does not receive what a handler throws because its task stops", async () => {
  world.sim.ecs.onTask("job", (task) => task.sleep("1h"));
  errors.length = 0;
  const task = await world.run();
  await world.sim.clock.advance("1m");
  await world.ecs.stopTask({ task });
  await world.sim.clock.advance("1m");
  expect([await world.exitCodes(task), errors]).toEqual([{ app: 143 }, []]);
});

describe("behaviours of containers that a definition does not have", () => {
  const unknown = (name: string) =>
    `Task definition job:1 has no container "${name}": its behaviour has no effect. The containers are: app.`;

  test("B14 are warned of by RunTask", async () => {
    world.sim.ecs.onTask("job", [{ containers: { first: {} } }, () => ({ containers: { second: {} } })]);
    const handle = world.sim.ecs.onContainer("job", "sidecar", { exitCode: 1 });
    warnings.length = 0;
    await world.ecs.runTask(RUN_JOB);
    expect(warnings).toEqual([unknown("sidecar"), unknown("first")]);
    handle.remove();
    await world.sim.clock.advance(0);
    warnings.length = 0;
    await world.run();
    await world.sim.clock.advance(0);
    expect(warnings).toEqual([unknown("second")]);
  });

  test("B14 are none where every container is known", async () => {
    world.sim.ecs.onTask("job", { containers: { app: { exitCode: 0 } } });
    world.sim.ecs.onContainer("job", "app", { exitCode: 0 });
    warnings.length = 0;
    await world.run();
    await world.sim.clock.advance(0);
    expect(warnings).toEqual([]);
  });
});

test("runs of a family that nothing names throw, those of one with a definition or a behaviour are none", () => {
  const { sim } = world;
  sim.ecs.onContainer("import", "app", { exitCode: 0 });
  expect([sim.ecs.runs("job"), sim.ecs.runs("import")]).toEqual([[], []]);
  expect(() => sim.ecs.runs("jbo")).toThrow(
    typeError(
      `There is no family of task definitions "jbo" in account ${sim.accountId}, region ${sim.region}. ` +
        'Did you mean "job"? There are: import, job.',
    ),
  );
});
