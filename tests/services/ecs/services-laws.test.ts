import fc from "fast-check";
import { expect, test } from "vitest";
import { serviceWorld } from "./service-world.js";

const { services, world } = serviceWorld({
  delays: {
    ecs: { provisioning: "1s", pending: "1s", stopping: "1s", deprovisioning: "1s", serviceScheduling: "1s" },
  },
});

/** What people and fate do to a service. */
const step = fc.oneof(
  fc.record({ do: fc.constant("scale" as const), to: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ do: fc.constant("deploy" as const) }),
  fc.record({ do: fc.constant("stop a task" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("interrupt a task" as const), which: fc.nat(4) }),
  fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 6 }) }),
);

test("a service always ends with the desired tasks, and never exceeds the maximum", async () => {
  const bounds = fc.constantFrom([100, 200], [50, 100], [0, 100], [100, 150], [75, 125]);
  let number = 0;
  await fc.assert(
    fc.asyncProperty(bounds, fc.array(step, { maxLength: 8 }), async (percents, steps) => {
      const [minimumHealthyPercent = 100, maximumPercent = 200] = percents;
      const serviceName = `s${number++}`;
      let most = 3;
      await services.create({
        serviceName,
        desiredCount: 3,
        deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
      });
      for (const what of steps) {
        const arns = await services.taskArns(serviceName);
        const victim = "which" in what ? arns[what.which % Math.max(arns.length, 1)] : undefined;
        if (what.do === "scale") {
          most = Math.max(most, what.to);
          await services.update({ service: serviceName, desiredCount: what.to });
        } else if (what.do === "deploy")
          await services.update({ service: serviceName, forceNewDeployment: true });
        else if (what.do === "wait") await world.sim.clock.advance(what.seconds * 1_000);
        else if (victim && what.do === "stop a task") await world.ecs.stopTask({ task: victim });
        else if (victim) {
          world.sim.ecs.interruptTask(victim, {
            stopCode: "SpotInterruption",
            stoppedReason: "Your Spot Task was interrupted.",
          });
        }
        const { runningCount = 0, pendingCount = 0 } = await services.describe(serviceName);
        expect(runningCount + pendingCount).toBeLessThanOrEqual(Math.floor((most * maximumPercent) / 100));
      }
      await world.sim.clock.runUntilIdle();
      const { desiredCount = 0 } = await services.describe(serviceName);
      const [lower, upper] = [
        Math.ceil((desiredCount * minimumHealthyPercent) / 100),
        Math.floor((desiredCount * maximumPercent) / 100),
      ];
      const isStuck = lower === desiredCount && upper === desiredCount;
      if (!isStuck)
        expect(await services.deployments(serviceName)).toEqual([
          `PRIMARY ${desiredCount}/${desiredCount}/0 COMPLETED`,
        ]);
      await world.ecs.deleteService({ service: serviceName, force: true });
      await world.sim.clock.runUntilIdle();
      expect(await services.describe(serviceName)).toMatchObject({
        status: "INACTIVE",
        runningCount: 0,
        pendingCount: 0,
      });
    }),
    { numRuns: 40 },
  );
}, 30_000);
