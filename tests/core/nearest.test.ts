import { expect, test } from "vitest";
import { nearest } from "../../lib/core/nearest.js";

const NAMES = ["ec2", "ecr", "ecs", "logs", "runTask", "stopTask", "describeTasks", "port", "host"];

test.each([
  ["esc", "ecs"],
  ["log", "logs"],
  ["runTsk", "runTask"],
  ["RunTaks", "runTask"],
  ["describe", "describeTasks"],
  ["prt", "port"],
  ["tsopTask", "stopTask"],
  ["ecs", "ecs"],
])("%s is probably %s", (name, meant) => {
  expect(nearest(name, NAMES)).toBe(meant);
});

test.each(["", "x", "sqs", "makeTask", "constructor"])("%s is none of them", (name) => {
  expect(nearest(name, NAMES)).toBeUndefined();
});
