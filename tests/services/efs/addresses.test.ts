import { expect, test } from "vitest";
import { efsWorld, failure, SUBNET_A } from "./efs-world.js";

const world = efsWorld({ eniSubnet: "10.0.0.0/28" });

test("E04: a subnet of sixteen addresses has eleven to give; a target that goes gives its back", async () => {
  const addresses: (string | undefined)[] = [];
  for (let i = 0; i < 11; i++) {
    const FileSystemId = await world.fileSystem();
    addresses.push((await world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A })).IpAddress);
  }
  expect(addresses.sort()).toEqual(Array.from({ length: 11 }, (_, i) => `10.0.0.${i + 4}`).sort());
  const FileSystemId = await world.fileSystem();
  expect(await failure(world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A }))).toEqual({
    code: "NoFreeAddressesInSubnet",
    status: 409,
    message: `The specified subnet '${SUBNET_A}' does not have enough free addresses.`,
  });
  const [{ MountTargetId, IpAddress } = {}] = world.sim.efs.mountTargets();
  await world.efs.deleteMountTarget({ MountTargetId });
  await world.sim.clock.advance("2s");
  expect((await world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A })).IpAddress).toBe(IpAddress);
});
