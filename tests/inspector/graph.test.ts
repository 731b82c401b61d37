import { expect, test } from "vitest";
import { graphOf } from "../../inspector/machines/definition.js";
import { layOut, NODE_WIDTH } from "../../inspector/machines/layout.js";
import {
  type Execution,
  overlayOfCoverage,
  overlayOfExecution,
  visitsOf,
} from "../../inspector/machines/overlay.js";

const DEFINITION = JSON.stringify({
  StartAt: "Validate",
  States: {
    Reject: { Type: "Fail" },
    Validate: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Next: "IsLarge",
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Reject" }],
    },
    IsLarge: {
      Type: "Choice",
      Choices: [{ Variable: "$.n", NumericGreaterThan: 9, Next: "Review" }],
      Default: "Both",
    },
    Review: { Type: "Wait", Seconds: 1, Next: "IsLarge" },
    Both: {
      Type: "Parallel",
      Branches: [
        { StartAt: "Left", States: { Left: { Type: "Pass", End: true } } },
        { StartAt: "Right", States: { Right: { Type: "Pass", End: true } } },
      ],
      End: true,
    },
  },
});

test("a definition is a graph with the states of its branches", () => {
  const { nodes, edges } = graphOf(DEFINITION);
  expect(nodes.map(({ name, type }) => `${name} ${type}`)).toEqual([
    "Validate Task",
    "Reject Fail",
    "IsLarge Choice",
    "Review Wait",
    "Both Parallel",
    "Left Pass",
    "Right Pass",
    " End",
  ]);
  expect(edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
    "Validate next IsLarge",
    "Validate catch Reject",
    "Reject next ",
    "IsLarge choice Review",
    "IsLarge default Both",
    "Review next IsLarge",
    "Both branch Left",
    "Left next ",
    "Both branch Right",
    "Right next ",
  ]);
});

test("states are below what leads to them, beside each other, and edges up are known", () => {
  const graph = graphOf(DEFINITION);
  const { places, backward, width } = layOut(graph);
  for (const edge of graph.edges)
    if (!backward.has(edge)) expect(places.get(edge.to)?.y).toBeGreaterThan(places.get(edge.from)?.y ?? 0);
  expect(Array.from(backward, ({ from, to }) => `${from} ${to}`)).toEqual(["Review IsLarge"]);
  const all = [...places.values()];
  for (const [place, one] of all.entries())
    for (const other of all.slice(place + 1))
      expect(one.y !== other.y || Math.abs(one.x - other.x) >= NODE_WIDTH).toBe(true);
  expect(Math.max(...all.map(({ x }) => x)) + NODE_WIDTH).toBeLessThanOrEqual(width);
});

const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const entered = (name: string) => ({ stateEnteredEventDetails: { name } });
const exited = (name: string) => ({ stateExitedEventDetails: { name } });

const EXECUTION: Execution = {
  executionArn: "arn:aws:states:eu-west-1:123456789012:execution:m:e",
  name: "e",
  status: "FAILED",
  startDate: at(0),
  input: {},
  path: ["Validate", "IsLarge", "Both", "Left"],
  history: [
    { id: 1, type: "ExecutionStarted", timestamp: at(0) },
    { id: 2, previousEventId: 1, type: "TaskStateEntered", timestamp: at(0), ...entered("Validate") },
    { id: 3, previousEventId: 2, type: "TaskScheduled", timestamp: at(0) },
    { id: 4, previousEventId: 3, type: "TaskFailed", timestamp: at(1) },
    { id: 5, previousEventId: 4, type: "TaskScheduled", timestamp: at(2) },
    { id: 6, previousEventId: 5, type: "TaskStateExited", timestamp: at(3), ...exited("Validate") },
    { id: 7, previousEventId: 6, type: "ChoiceStateEntered", timestamp: at(3), ...entered("IsLarge") },
    { id: 8, previousEventId: 7, type: "ChoiceStateExited", timestamp: at(3), ...exited("IsLarge") },
    { id: 9, previousEventId: 8, type: "ParallelStateEntered", timestamp: at(3), ...entered("Both") },
    { id: 10, previousEventId: 9, type: "PassStateEntered", timestamp: at(3), ...entered("Left") },
  ],
};

test("visits have the tries and the time of each state", () => {
  expect(Object.fromEntries(visitsOf(EXECUTION))).toEqual({
    Validate: { entered: 1, exited: 1, tries: 2, milliseconds: 3_000 },
    IsLarge: { entered: 1, exited: 1, tries: 0, milliseconds: 0 },
    Both: { entered: 1, exited: 0, tries: 0, milliseconds: 0 },
    Left: { entered: 1, exited: 0, tries: 0, milliseconds: 0 },
  });
});

test("an execution shows its path and where it failed", () => {
  const { edges } = graphOf(DEFINITION);
  const overlay = overlayOfExecution(EXECUTION, ({ tries }) => `${tries} tries`);
  expect(["Validate", "Left", "Right", "Reject"].map(overlay.statusOf)).toEqual([
    "taken",
    "failed",
    "untaken",
    "untaken",
  ]);
  expect(overlay.noteOf("Validate")).toBe("2 tries");
  expect(edges.filter(overlay.isTaken).map(({ from, to }) => `${from} ${to}`)).toEqual([
    "Validate IsLarge",
    "IsLarge Both",
    "Both Left",
  ]);
});

test("coverage colours states, rules and catchers", () => {
  const { edges } = graphOf(DEFINITION);
  const overlay = overlayOfCoverage({
    percent: 50,
    missed: [],
    states: { taken: ["Validate", "IsLarge", "Review"] },
    choices: { taken: ["IsLarge → Review (rule 1)"] },
    catches: { taken: ["Validate → Reject (catches States.ALL)"] },
    retries: { taken: [] },
  });
  expect(overlay.statusOf("Both")).toBe("untaken");
  expect(edges.filter(overlay.isTaken).map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
    "Validate next IsLarge",
    "Validate catch Reject",
    "IsLarge choice Review",
    "Review next IsLarge",
  ]);
});
