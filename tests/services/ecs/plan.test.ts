import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  deploymentBounds,
  type PlannedTask,
  planService,
  type ServiceState,
} from "../../../lib/services/ecs/services/plan.js";

let order = 0;

function task(state: PlannedTask["state"], change: Partial<PlannedTask> = {}): PlannedTask {
  order++;
  return { key: `task-${order}`, order, zone: "a", state, isProtected: false, ...change };
}

function tasks(count: number, state: PlannedTask["state"] = "running"): PlannedTask[] {
  return Array.from({ length: count }, () => task(state));
}

function state(change: Partial<ServiceState>): ServiceState {
  return {
    desiredCount: 2,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    mayStart: true,
    mayReplace: true,
    primary: [],
    older: [],
    ...change,
  };
}

describe("planService", () => {
  test("starts what is missing", () => {
    expect(planService(state({ primary: tasks(1) }))).toEqual({ start: 1, stop: [], blocked: false });
  });

  test("does not change a service with the desired number of tasks", () => {
    expect(planService(state({ primary: tasks(2) }))).toEqual({ start: 0, stop: [], blocked: false });
  });

  test("starts nothing while a failure is waited out", () => {
    expect(planService(state({ mayStart: false }))).toEqual({ start: 0, stop: [], blocked: false });
  });

  test("scaling in takes tasks that do not run yet, then those of the fullest zone, the newest first", () => {
    const [a1, a2, a3] = [task("running"), task("running"), task("running")];
    const b = task("running", { zone: "b" });
    const starting = task("starting", { zone: "c" });
    const plan = planService(state({ desiredCount: 2, primary: [a1, a2, a3, b, starting] }));
    expect(plan.stop).toEqual([starting.key, a3.key, a2.key]);
  });

  test("scaling in spares protected tasks", () => {
    const kept = task("running", { isProtected: true });
    const plan = planService(state({ desiredCount: 0, primary: [kept, ...tasks(1)] }));
    expect(plan.stop).not.toContain(kept.key);
    expect(plan.stop).toHaveLength(1);
  });

  test("a deployment at 100/200 first starts all new tasks, then stops the old ones as the new ones run", () => {
    const older = tasks(2);
    expect(planService(state({ older }))).toEqual({ start: 2, stop: [], blocked: false });
    const primary = [task("running"), task("starting")];
    expect(planService(state({ older, primary })).stop).toEqual([older[0]?.key]);
  });

  test("a deployment at 50/100 first makes room", () => {
    const older = tasks(4);
    const plan = planService(
      state({ desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 100, older }),
    );
    expect(plan).toEqual({ start: 0, stop: [older[0]?.key, older[1]?.key], blocked: false });
  });

  test("stopping tasks use capacity until they have stopped", () => {
    const older = [...tasks(2), ...tasks(2, "stopping")];
    const bounds = { desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 100 };
    expect(planService(state({ ...bounds, older }))).toEqual({ start: 0, stop: [], blocked: false });
  });

  test("bounds that leave no way forward are noticed", () => {
    const plan = planService(state({ desiredCount: 1, maximumPercent: 150, older: tasks(1) }));
    expect(plan).toEqual({ start: 0, stop: [], blocked: true });
  });

  test("a failed deployment replaces nothing", () => {
    const plan = planService(
      state({ minimumHealthyPercent: 0, mayStart: false, mayReplace: false, older: tasks(2) }),
    );
    expect(plan).toEqual({ start: 0, stop: [], blocked: false });
  });
});

describe("laws of a rolling deployment", () => {
  const service = fc.record({
    desiredCount: fc.integer({ min: 0, max: 12 }),
    minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
    maximumPercent: fc.integer({ min: 100, max: 300 }),
    running: fc.integer({ min: 0, max: 12 }),
    /** The sequence of tasks that change next. */
    moves: fc.array(fc.nat(), { minLength: 1, maxLength: 30 }),
  });

  test("it stays within its bounds and ends with exactly the new tasks", () => {
    fc.assert(
      fc.property(service, ({ desiredCount, minimumHealthyPercent, maximumPercent, running, moves }) => {
        const before = Math.min(running, desiredCount);
        const settings = { desiredCount, minimumHealthyPercent, maximumPercent };
        const { lower, upper } = deploymentBounds(settings);
        let primary: PlannedTask[] = [];
        let older = tasks(before);
        for (let step = 0; step < 1_000; step++) {
          const plan = planService(state({ ...settings, primary, older }));
          const told = (one: PlannedTask): PlannedTask =>
            plan.stop.includes(one.key) ? { ...one, state: "stopping" } : one;
          const healthyBefore = healthy([...primary, ...older]);
          primary = [...primary.map(told), ...tasks(plan.start, "starting")];
          older = older.map(told);
          const all = [...primary, ...older];
          expect(all.length).toBeLessThanOrEqual(upper);
          expect(healthy(all)).toBeGreaterThanOrEqual(Math.min(lower, healthyBefore));
          const underWay = all.filter((one) => one.state !== "running");
          const next = underWay[(moves[step % moves.length] ?? 0) % Math.max(underWay.length, 1)];
          if (!next) {
            if (plan.start + plan.stop.length > 0) continue;
            const isStuck = upper === desiredCount && lower === desiredCount && before > 0;
            expect(plan.blocked).toBe(isStuck);
            if (!isStuck)
              expect({ primary: healthy(primary), older: older.length }).toEqual({
                primary: desiredCount,
                older: 0,
              });
            return;
          }
          primary = moved(primary, next);
          older = moved(older, next);
        }
        expect.fail("It never came to rest.");
      }),
    );
  });

  function healthy(all: readonly PlannedTask[]): number {
    return all.filter((one) => one.state === "running").length;
  }

  function moved(all: PlannedTask[], next: PlannedTask): PlannedTask[] {
    if (next.state === "stopping") return all.filter((one) => one.key !== next.key);
    return all.map((one) => (one.key === next.key ? { ...one, state: "running" } : one));
  }
});
