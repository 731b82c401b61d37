import fc from "fast-check";
import { expect, test } from "vitest";
import { ACCOUNT, eventBridgeWorld, ROLE } from "./event-bridge-world.js";

const world = eventBridgeWorld();

/** What happens: events come, the target works or fails in one of two ways, time passes, the simulator is restored. */
type Step =
  | { readonly kind: "put" }
  | { readonly kind: "target"; readonly state: "works" | "throttles" | "rejects" }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "restore" };

const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.constant({ kind: "put" }),
    fc.record({ kind: fc.constant("target"), state: fc.constantFrom("works", "throttles", "rejects") }),
    fc.record({ kind: fc.constant("advance"), seconds: fc.integer({ min: 1, max: 30 }) }),
    fc.constant({ kind: "restore" }),
  ),
  { minLength: 5, maxLength: 25 },
);

test("Q09 every event that was accepted is delivered, a dead letter, or waits for a retry", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      world.sim.reset();
      const Arn = await world.queue("dead");
      world.sim.stub("stepFunctions", "StartExecution", {
        executionArn: "e",
        startDate: new Date(0),
      });
      await world.rule(
        "r",
        { source: ["shop"] },
        {
          Id: "t",
          Arn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:m`,
          RoleArn: ROLE,
          RetryPolicy: { MaximumRetryAttempts: 3 },
          DeadLetterConfig: { Arn },
        },
      );
      const put: string[] = [];
      for (const step of all) {
        if (step.kind === "put") put.push(await world.put({ n: put.length }));
        else if (step.kind === "advance") await world.sim.clock.advance(step.seconds * 1000);
        else if (step.kind === "restore") world.sim.restore(world.sim.snapshot());
        else fail(step.state);
        check(put);
      }
      // In the end nothing waits any more.
      await world.sim.clock.advance("1h");
      check(put);
      expect(statuses().filter((status) => status === "pending")).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

function fail(state: "works" | "throttles" | "rejects"): void {
  const errors = { throttles: ["ThrottlingException", 429], rejects: ["InvalidName", 400] } as const;
  if (state === "works")
    world.sim.stub("stepFunctions", "StartExecution", { executionArn: "e", startDate: new Date(0) });
  else {
    const [error, status] = errors[state];
    world.sim.stub("stepFunctions", "StartExecution", { error, message: "no", status });
  }
}

function statuses(): string[] {
  return world.sim.eventBridge
    .events()
    .flatMap(({ matched }) => matched[0]?.targets.map(({ status }) => status) ?? []);
}

function check(put: readonly string[]): void {
  const events = world.sim.eventBridge.events();
  expect(events.map(({ event }) => event.id)).toEqual(put);
  const all = statuses();
  expect(all).toHaveLength(put.length);
  expect(all.every((status) => ["delivered", "deadLettered", "pending"].includes(status))).toBe(true);
  const letters = world.sim.sqs.messages("dead").map(({ body }): string => JSON.parse(body).id);
  const buried = events.filter((_, index) => all[index] === "deadLettered").map(({ event }) => event.id);
  expect(letters.sort()).toEqual(buried.sort());
}
