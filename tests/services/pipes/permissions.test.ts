import { IAM } from "@aws-sdk/client-iam";
import { beforeEach, describe, expect, test } from "vitest";
import { pipesWorld, queueArn, ROLE } from "./pipes-world.js";

const world = pipesWorld({ authorization: "enforce" });
const SESSION = "User: arn:aws:sts::123456789012:assumed-role/pipes/";

const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });

let iam: IAM;
beforeEach(() => {
  iam = new IAM(world.sim.clientConfig({ direct: true }));
});

/** Creates the role of the pipe. */
async function role(Service = "pipes.amazonaws.com"): Promise<void> {
  const AssumeRolePolicyDocument = document({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service },
  });
  await iam.createRole({ RoleName: "pipes", AssumeRolePolicyDocument });
}

const READ = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const allow = (...Action: string[]) =>
  iam.putRolePolicy({
    RoleName: "pipes",
    PolicyName: "p",
    PolicyDocument: document({ Effect: "Allow", Action, Resource: "*" }),
  });
const pipe = async () => {
  const { CurrentState, StateReason } = await world.pipes.describePipe({ Name: "p" });
  return [CurrentState, StateReason];
};

test("the role of a pipe has to allow what its target needs", async () => {
  await role();
  await allow(...READ);
  await world.pipe();
  await world.send("a");
  expect(world.sim.pipes.batches()).toMatchObject([
    { status: "failed", reason: expect.stringContaining("is not authorized to perform: sqs:sendmessage") },
  ]);
  await allow("sqs:*");
  await world.sim.clock.advance("30s");
  expect(world.bodies()).toHaveLength(1);
});

describe("the role of a pipe has to allow that its queue is read", () => {
  test.each(READ)("%s", async (missing) => {
    await role();
    await allow(...READ.filter((action) => action !== missing), "sqs:SendMessage");
    await world.pipe();
    const [state, reason] = await pipe();
    expect(state).toBe("CREATE_FAILED");
    expect(reason).toContain(`is not authorized to perform: ${missing} on resource: ${queueArn("in")}`);
    expect(reason?.startsWith(SESSION)).toBe(true);
    await world.send("a");
    expect([world.bodies("in"), world.bodies()]).toEqual([["a"], []]);
    await allow("sqs:*");
    await world.pipes.startPipe({ Name: "p" });
    await world.sim.clock.advance("1s");
    expect([await pipe(), world.bodies("in"), world.bodies().length]).toEqual([
      ["RUNNING", undefined],
      [],
      1,
    ]);
  });

  test("and Pipes has to be allowed to assume it", async () => {
    await role("lambda.amazonaws.com");
    await allow("sqs:*");
    await world.pipe();
    const [state, reason] = await pipe();
    expect(state).toBe("CREATE_FAILED");
    expect(reason).toContain(`is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`);
  });

  test("while it runs: messages stay until it may read again", async () => {
    await role();
    await allow("sqs:*");
    await world.pipe();
    await allow("sqs:SendMessage");
    await world.send("a");
    await world.send("b");
    await world.sim.clock.advance("10m");
    expect([await pipe(), world.bodies("in")]).toEqual([
      ["RUNNING", undefined],
      ["a", "b"],
    ]);
    await allow("sqs:*");
    await world.sim.clock.advance("1m");
    expect([world.bodies("in"), world.bodies().length]).toEqual([[], 2]);
  });
});
