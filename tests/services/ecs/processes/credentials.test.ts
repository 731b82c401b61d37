import { IAM } from "@aws-sdk/client-iam";
import { beforeEach, describe, expect, test } from "vitest";
import { processWorld, script } from "./process-world.js";

const world = processWorld({ authorization: "enforce" });
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

/** Calls STS with the SDK's default chain of providers, and prints who it is. */
const WHO = script(
  `const { STS } = require("@aws-sdk/client-sts");
   new STS({}).getCallerIdentity({}).then(({ Arn }) => console.log(Arn), ({ message }) => console.log(message));`,
);

describe("who a process is", () => {
  let role: string;
  beforeEach(async () => {
    const iam = new IAM(world.sim.clientConfig({ direct: true }));
    const { Role } = await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: TRUST });
    role = Role?.Arn ?? "";
  });

  test("the task role, by the SDK's default chain", async () => {
    const run = await world.finish({ command: WHO }, {}, { taskRoleArn: role });
    expect(run.stdout).toBe(
      `arn:aws:sts::123456789012:assumed-role/app/${run.taskArn.slice(run.taskArn.lastIndexOf("/") + 1)}`,
    );
  });

  test("fails without a task role, where permissions are enforced", async () => {
    const run = await world.finish({ command: WHO });
    expect(run.stdout).toMatch(/Could not load credentials from any providers/);
  });
});
