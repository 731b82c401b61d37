import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { useLambda } from "./lambda-world.js";

const world = useLambda();
const GROUP = "/aws/lambda/f1";

// The console of the test itself, so that its output can be asserted.
const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, "log").mockImplementation((...values) => void printed.push(values.join(" ")));
  vi.spyOn(console, "warn").mockImplementation((...values) => void printed.push(values.join(" ")));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const invoke = (FunctionName: string) => world.lambda.invoke({ FunctionName });
/** The lines of a function's log that come from its console, without moment and request id. */
const consoleLines = (group = GROUP) =>
  world.sim.logs
    .messages(group)
    .filter((line) => /\t(INFO|WARN)\t/.test(line))
    .map((line) => line.replace(/^\S+Z\t\S+\t/, ""));

test("console output of a handler is in the function's log, if it is asked for", async () => {
  const handler = () => {
    console.log("rows: %d", 42, { a: 1 });
    console.warn("late");
  };
  const original = console.log;
  world.sim.lambda.on({ name: "f1", captureConsole: true }, handler);
  world.sim.lambda.on("f2", handler);
  const { $metadata } = await invoke("f1");
  expect(world.sim.logs.messages(GROUP)).toContain(
    `2024-05-01T12:00:00.000Z\t${$metadata.requestId}\tINFO\trows: 42 { a: 1 }\n`,
  );
  await invoke("f2");
  expect(consoleLines()).toEqual(["INFO\trows: 42 { a: 1 }\n", "WARN\tlate\n"]);
  expect(consoleLines("/aws/lambda/f2")).toEqual([]);
  expect(printed).toHaveLength(4);
  expect(console.log).toBe(original);
});

test("handlers that run at the same time write to their own logs, and the test to none", async () => {
  const original = console.log;
  const handler = (name: string) => async (_event: unknown, context: { sleep(d: string): Promise<void> }) => {
    console.log(`${name} begins`);
    await context.sleep("1s");
    console.log(`${name} ends`);
  };
  for (const name of ["f1", "f2"]) world.sim.lambda.on({ name, captureConsole: true }, handler(name));
  const both = Promise.all([invoke("f1"), invoke("f2")]);
  await vi.waitFor(() => expect(printed).toHaveLength(2));
  console.log("a line of the test");
  await world.sim.clock.advance("1s");
  await both;
  expect(consoleLines()).toEqual(["INFO\tf1 begins\n", "INFO\tf1 ends\n"]);
  expect(consoleLines("/aws/lambda/f2")).toEqual(["INFO\tf2 begins\n", "INFO\tf2 ends\n"]);
  expect(console.log).toBe(original);
});

test("the console is restored after a failure, and when simulators overlap", async () => {
  const original = console.log;
  await using other = await createAwsSim({ clock: "frozen" });
  const outer = { name: "f1", captureConsole: true };
  other.lambda.on(outer, () => {
    console.log("inner");
    throw new Error("inner failed");
  });
  world.sim.lambda.on(outer, async () => {
    const inner = await fetch(`${other.url}/2015-03-31/functions/f1/invocations`, { method: "POST" });
    console.log("inner answered", inner.status);
    throw new Error("outer failed");
  });
  expect((await invoke("f1")).FunctionError).toBe("Unhandled");
  expect(consoleLines()).toContain("INFO\tinner answered 200\n");
  expect(other.logs.messages(GROUP).filter((line) => line.endsWith("\tINFO\tinner\n"))).toHaveLength(1);
  expect(console.log).toBe(original);
});

test("options that do not exist are rejected", () => {
  const on = (options: object) => world.sim.lambda.on(options as { name: string }, "x");
  expect(() => on({ name: "f1", console: true })).toThrow(
    '"name" has no "console". It has: name, captureConsole.',
  );
  expect(() => on({ captureConsole: true })).toThrow('"name" must be a string');
  expect(() => on({ name: "f1", captureConsole: "yes" })).toThrow(
    '"captureConsole" must be true or false, not "yes".',
  );
});
