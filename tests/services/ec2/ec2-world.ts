import { EC2 } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

export const ACCOUNT = "123456789012";

/** A simulator that is reset before each test, and a client of EC2. */
export function ec2World(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let ec2: EC2;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", seed: 7, ...options });
    ec2 = new EC2({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  beforeEach(() => sim.reset());
  afterAll(async () => {
    ec2.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get ec2() {
      return ec2;
    },
    async vpc(CidrBlock = "10.1.0.0/16"): Promise<string> {
      return (await ec2.createVpc({ CidrBlock })).Vpc?.VpcId ?? "";
    },
    async subnet(VpcId: string, CidrBlock: string, AvailabilityZone = "us-east-1a"): Promise<string> {
      return (await ec2.createSubnet({ VpcId, CidrBlock, AvailabilityZone })).Subnet?.SubnetId ?? "";
    },
    async group(VpcId: string, GroupName = "web"): Promise<string> {
      return (await ec2.createSecurityGroup({ VpcId, GroupName, Description: "web" })).GroupId ?? "";
    },
  };
}
