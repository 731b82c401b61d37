import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { type CreateStateMachineCommandInput, SFN } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

/** Start of the simulated time of these tests. */
export const START = new Date("2026-01-02T03:04:05.678Z");

export const ACCOUNT = "123456789012";

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/machine`;

export const machineArn = (name: string, region = "us-east-1", account = ACCOUNT) =>
  `arn:aws:states:${region}:${account}:stateMachine:${name}`;

export const activityArn = (name: string) => `arn:aws:states:us-east-1:${ACCOUNT}:activity:${name}`;

/** A definition of one Pass state; different for each comment. */
export const passing = (Comment = "nothing") =>
  JSON.stringify({ Comment, StartAt: "P", States: { P: { Type: "Pass", End: true } } });

/** `START` and some milliseconds. */
export function momentAt(milliseconds: number): Date {
  return new Date(START.getTime() + milliseconds);
}

/** A simulator with a frozen clock and real SDK clients, reset before each test of a file. */
export function stepFunctionsWorld(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let sfn: SFN;
  let logs: CloudWatchLogs;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: "sfn", ...options });
    sfn = new SFN({ ...sim.clientConfig(), maxAttempts: 1 });
    logs = new CloudWatchLogs({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    sfn.destroy();
    logs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get sfn() {
      return sfn;
    },
    get logs() {
      return logs;
    },
    /** The client of another account or region. */
    elsewhere(at: { accountId?: string; region?: string }) {
      return new SFN({ ...sim.clientConfig({ ...at, direct: true }), maxAttempts: 1 });
    },
    /** Creates a state machine and returns its ARN. */
    async machine(name = "m", input: Partial<CreateStateMachineCommandInput> = {}): Promise<string> {
      const { stateMachineArn = "" } = await sfn.createStateMachine({
        name,
        definition: passing(),
        roleArn: ROLE,
        ...input,
      });
      return stateMachineArn;
    },
  };
}
