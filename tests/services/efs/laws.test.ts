import fc from "fast-check";
import { expect, test } from "vitest";
import { efsWorld, SUBNET_A, SUBNET_B, SUBNET_C } from "./efs-world.js";

const world = efsWorld();

/** A user's action at some time. An action that EFS rejects changes nothing. */
type Step = { readonly what: string; readonly at: number };

const STEPS = [
  "createFileSystem",
  "deleteFileSystem",
  "createMountTarget",
  "deleteMountTarget",
  "createAccessPoint",
  "deleteAccessPoint",
  "wait",
] as const;

const steps = fc.array(fc.record({ what: fc.constantFrom(...STEPS), at: fc.nat({ max: 99 }) }), {
  minLength: 1,
  maxLength: 40,
});

/** Does one step to whichever resource `at` picks. */
async function take({ what, at }: Step): Promise<unknown> {
  const efs = world.elsewhere({});
  const control = world.sim.efs;
  const pick = <Item>(items: readonly Item[]) => items[at % Math.max(1, items.length)];
  const FileSystemId = pick(control.fileSystems())?.FileSystemId ?? "fs-00000000";
  switch (what) {
    case "createFileSystem":
      return efs.createFileSystem({ CreationToken: `t${at % 5}` });
    case "deleteFileSystem":
      return efs.deleteFileSystem({ FileSystemId });
    case "createMountTarget":
      return efs.createMountTarget({ FileSystemId, SubnetId: pick([SUBNET_A, SUBNET_B, SUBNET_C]) });
    case "deleteMountTarget":
      return efs.deleteMountTarget({
        MountTargetId: pick(control.mountTargets())?.MountTargetId ?? "fsmt-00000000",
      });
    case "createAccessPoint":
      return efs.createAccessPoint({ FileSystemId, ClientToken: `t${at % 5}` });
    case "deleteAccessPoint":
      return efs.deleteAccessPoint({
        AccessPointId: pick(control.accessPoints())?.AccessPointId ?? "fsap-00000000",
      });
    default:
      return world.sim.clock.advance(at * 30);
  }
}

function checkLaws(): void {
  const { efs } = world.sim;
  const fileSystems = efs.fileSystems();
  const mountTargets = efs.mountTargets();
  const ids = new Set(fileSystems.map((row) => row.FileSystemId));
  expect(new Set(fileSystems.map((row) => row.CreationToken)).size).toBe(fileSystems.length);
  for (const { FileSystemId, NumberOfMountTargets, LifeCycleState } of fileSystems) {
    const own = efs.mountTargets(FileSystemId);
    expect(NumberOfMountTargets).toBe(own.length);
    expect(new Set(own.map((row) => row.AvailabilityZoneName)).size).toBe(own.length);
    if (LifeCycleState === "deleting") expect(own).toEqual([]);
  }
  expect(new Set(mountTargets.map((row) => row.IpAddress)).size).toBe(mountTargets.length);
  for (const { FileSystemId = "" } of [...mountTargets, ...efs.accessPoints()])
    expect(ids).toContain(FileSystemId);
}

test("E01–E09: nothing that users do in any order leaves a count wrong or an orphan behind", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      world.sim.reset();
      for (const step of all) {
        await take(step).catch((error: { $metadata?: { httpStatusCode: number } }) => {
          expect(error.$metadata?.httpStatusCode).toBeGreaterThanOrEqual(400);
          expect(error.$metadata?.httpStatusCode).toBeLessThan(500);
        });
        checkLaws();
      }
      await world.sim.clock.advance("1h");
      checkLaws();
      const states = [
        ...world.sim.efs.fileSystems(),
        ...world.sim.efs.mountTargets(),
        ...world.sim.efs.accessPoints(),
      ];
      expect(states.filter((row) => row.LifeCycleState !== "available")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("snapshots carry everything, the waits included", async () => {
  const FileSystemId = await world.fileSystem();
  await world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A });
  const snapshot = world.sim.snapshot();
  const before = world.sim.efs.state();
  await world.sim.clock.advance("1h");
  await world.mountTarget(FileSystemId, SUBNET_B);
  world.sim.restore(snapshot);
  expect(world.sim.efs.state()).toEqual(before);
  await world.sim.clock.advance("2s");
  expect(world.sim.efs.mountTargets()).toMatchObject([{ LifeCycleState: "available", SubnetId: SUBNET_A }]);
});
