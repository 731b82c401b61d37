import { expect, test } from "vitest";
import { jsonLine, prettyLine } from "../../lib/cli/log-lines.js";

const time = new Date("2030-01-01T12:34:56.789Z");
const request = {
  event: "request",
  service: "ecs",
  operation: "RunTask",
  method: "POST",
  path: "/",
  status: 200,
  duration: 3,
};
const failure = Object.assign(new Error("broken"), { stack: "Error: broken\n    at here" });

test.each([
  ["a request", { ...request }, "12:34:56.789 200 ecs RunTask 3ms"],
  [
    "a refused request",
    { ...request, status: 400, errorCode: "ClientException", errorMessage: "No." },
    "12:34:56.789 400 ecs RunTask 3ms ClientException: No.",
  ],
  [
    "a request that nothing recognised",
    { ...request, service: "unknown", operation: undefined, path: "/x", status: 404 },
    "12:34:56.789 404 unknown POST /x 3ms",
  ],
  ["a dropped connection", { ...request, status: 0 }, "12:34:56.789 --- ecs RunTask 3ms"],
  ["an event", { event: "ready", region: "eu-west-1", port: 1 }, "12:34:56.789 said region=eu-west-1 port=1"],
])("on a terminal: %s", (_, fields, expected) => {
  expect(prettyLine(false)({ time, level: "info", msg: "said", fields })).toBe(expected);
});

test("on a terminal: an exception with its stack", () => {
  expect(prettyLine(false)({ time, level: "error", msg: "failed", fields: { exception: failure } })).toBe(
    "12:34:56.789 error failed\n  Error: broken\n    at here",
  );
});

test("as JSON: one object per line, exceptions included", () => {
  const line = jsonLine({
    time,
    level: "error",
    msg: "two\nlines",
    fields: { exception: failure, left: undefined },
  });
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toEqual({
    time: "2030-01-01T12:34:56.789Z",
    level: "error",
    msg: "two\nlines",
    exception: { name: "Error", message: "broken", stack: "Error: broken\n    at here" },
  });
});
