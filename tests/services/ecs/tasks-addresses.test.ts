import { createServer } from "node:net";
import { EC2 } from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { taskWorld } from "./task-world.js";

const world = taskWorld({ delays: { ecs: 0 }, eniSubnet: "127.64.0.0/16" });

async function addressIn(subnet: string): Promise<string> {
  const taskArn = await world.run({ networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } } });
  const [container] = (await world.describe(taskArn)).containers ?? [];
  return container?.networkInterfaces?.[0]?.privateIpv4Address ?? "";
}

/** The address that a server listens on, or the code of the error. */
function listenOn(host: string): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.address ?? "") : ""));
    });
  });
}

describe("B09 an eniSubnet of loopback addresses", () => {
  test("gives tasks addresses that processes can listen on", async () => {
    const address = await addressIn("subnet-0a");
    expect(address).toMatch(/^127\.64\.\d+\.\d+$/);
    // Linux routes all of 127.0.0.0/8 to this machine.
    if (process.platform === "linux") expect(await listenOn(address)).toBe(address);
  });

  test("applies to the subnets of EC2 as well, and takes addresses back", async () => {
    const ec2 = new EC2(world.sim.clientConfig({ direct: true }));
    const { Subnets: [subnet] = [] } = await ec2.describeSubnets({});
    expect(subnet?.CidrBlock).toMatch(/^172\.31\./);
    const address = await addressIn(subnet?.SubnetId ?? "");
    expect(address).toMatch(/^127\.64\./);
    const shown = async () =>
      (await ec2.describeNetworkInterfaces({})).NetworkInterfaces?.map(
        ({ PrivateIpAddress, SubnetId }) => `${SubnetId} ${PrivateIpAddress}`,
      );
    expect(await shown()).toEqual([`${subnet?.SubnetId} ${address}`]);
    const [task] = world.sim.ecs.tasks();
    await world.ecs.stopTask({ task: task?.taskArn });
    await world.sim.clock.advance(0);
    expect(await shown()).toEqual([]);
  });
});
