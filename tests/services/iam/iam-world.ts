import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";
import { failure as anyFailure, type Failure } from "../../support/failure.js";

export const ACCOUNT = "123456789012";
export const START = new Date("2031-05-01T10:00:00Z");

/** A trust policy for ECS tasks. */
export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } },
  ],
});

/** A policy that allows reading objects. */
export const READ = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" }],
});

export const TASK_EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

/** A simulator that is reset before each test, and a client of IAM. */
export function iamWorld(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let iam: IAM;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 7, ...options });
    iam = new IAM({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  beforeEach(() => sim.reset());
  afterAll(async () => {
    iam.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get iam() {
      return iam;
    },
    /** Makes a role that ECS tasks may assume. */
    async role(RoleName = "task") {
      const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST });
      return { RoleId: Role?.RoleId ?? "", Arn: Role?.Arn ?? "" };
    },
    /** Creates a policy and returns its ARN. */
    async policy(PolicyName = "read") {
      const { Policy } = await iam.createPolicy({ PolicyName, PolicyDocument: READ });
      return Policy?.Arn ?? "";
    },
  };
}

/** A document as answers have it. */
export function encoded(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** How a request failed. */
export async function failure(call: Promise<unknown>): Promise<Failure> {
  const { code, ...rest } = await anyFailure(call);
  // The SDK's classes have longer names than the wire.
  return { code: code.replace(/Exception$/, ""), ...rest };
}
