import { expect, test } from "vitest";
import { type DelayDefaults, Delays, type DelaysOption } from "../../lib/runtime/delays.js";

const DEFAULTS = {
  ecs: (): DelayDefaults => ({ pending: "2s", stopping: "3s" }),
  efs: (): DelayDefaults => ({ creating: 5 }),
};
const all = (delays: Delays) => [
  delays.get("ecs", "pending"),
  delays.get("ecs", "stopping"),
  delays.get("efs", "creating"),
];

test("defaults hold until something is set (A11)", () => {
  expect(all(new Delays(DEFAULTS))).toEqual([2000, 3000, 5]);
});

test.each<[DelaysOption, unknown[]]>([
  [0, [0, 0, 0]],
  ["1s", [1000, 1000, 1000]],
  [{ ecs: 0 }, [0, 0, 5]],
  [{ ecs: { pending: "never" } }, ["never", 3000, 5]],
  [{ ecs: { describes: 2 } }, [{ describes: 2 }, { describes: 2 }, 5]],
  [{ ecs: { pending: { describes: 1 }, stopping: "1m" }, efs: "never" }, [{ describes: 1 }, 60_000, "never"]],
])("%j sets exactly its own delays (A11)", (option, expected) => {
  const atStart = new Delays(DEFAULTS, option);
  const later = new Delays(DEFAULTS);
  later.set(option);
  expect([all(atStart), all(later)]).toEqual([expected, expected]);
});

test("reset goes back to the delays it was made with (A11)", () => {
  const delays = new Delays(DEFAULTS, { ecs: 0 });
  delays.set(7);
  delays.reset();
  expect(all(delays)).toEqual([0, 0, 5]);
});

test.each<[unknown, string]>([
  [{ ecz: 0 }, 'There is no service "ecz". Did you mean "ecs"? There are: ecs, efs.'],
  [
    { ecs: { pendig: 0 } },
    'There is no transition "ecs.pendig". Did you mean "ecs.pending"? There are: ecs.pending, ecs.stopping.',
  ],
  [{ ecs: { pending: "soon" } }, 'Invalid duration: "soon".'],
  [{ ecs: { pending: { describes: 0 } } }, "Not a number of describe calls: 0."],
  [{ ecs: { pending: { describes: 1.5 } } }, "Not a number of describe calls: 1.5."],
  [{ ecs: { pending: {} } }, "Not a number of describe calls: undefined."],
  [{ ecs: { pending: null } }, "Invalid duration: null."],
  [{ ecs: null }, "Invalid duration: null."],
  [null, "Invalid duration: null."],
  [-1, "Invalid duration: -1."],
])("%j is rejected with the valid values", (option, message) => {
  const delays = new Delays(DEFAULTS);
  expect(() => delays.set(option as DelaysOption)).toThrow(TypeError);
  expect(() => delays.set(option as DelaysOption)).toThrow(message);
  expect(() => new Delays(DEFAULTS, option as DelaysOption)).toThrow(message);
});

test("a rejected change changes nothing", () => {
  const delays = new Delays(DEFAULTS);
  expect(() => delays.set({ ecs: { pending: 0, nothing: 1 } })).toThrow(TypeError);
  expect(all(delays)).toEqual([2000, 3000, 5]);
});

test("the delays of a service are read when they are first needed, with what was set for all", () => {
  const read: string[] = [];
  const defaults = (service: string) => () => {
    read.push(service);
    return { creating: "1s" } as const;
  };
  const delays = new Delays({ ecs: defaults("ecs"), efs: defaults("efs") }, 0);
  delays.set({ ecs: 7 });
  expect(read).toEqual(["ecs"]);
  expect(delays.all()).toEqual({ ecs: { creating: 7 }, efs: { creating: 0 } });
  expect(delays.isSet("efs", "creating")).toBe(true);
  delays.reset();
  delays.set(3);
  expect(delays.all()).toEqual({ ecs: { creating: 3 }, efs: { creating: 3 } });
});

test("an unknown transition is an error of the service", () => {
  expect(() => new Delays(DEFAULTS).get("ecs", "x")).toThrow('"ecs.x"');
});

test("isSet is true of the delays that were set, to whatever value", () => {
  const delays = new Delays(DEFAULTS, { efs: 5 });
  const set = () => [
    delays.isSet("ecs", "pending"),
    delays.isSet("ecs", "stopping"),
    delays.isSet("efs", "creating"),
  ];
  expect(set()).toEqual([false, false, true]);
  expect(() => delays.set({ ecs: { stopping: 1, none: 1 } })).toThrow(TypeError);
  expect(set()).toEqual([false, false, true]);
  delays.set({ ecs: { stopping: "3s" } });
  expect(set()).toEqual([false, true, true]);
  delays.reset();
  expect(set()).toEqual([false, false, true]);
});
