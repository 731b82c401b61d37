import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

export const START = "2026-01-02T03:04:05.678Z";
export const NOW = Date.parse(START);
export const ARN = "arn:aws:logs:us-east-1:123456789012";
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A simulator with a frozen clock and a real SDK client, as new for each test of a file. */
export function simulatedLogs() {
  let sim: AwsSim;
  let logs: CloudWatchLogs;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1 });
    logs = new CloudWatchLogs({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    logs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get logs() {
      return logs;
    },
    /** The client of another account or region. */
    elsewhere: (options: { accountId?: string; region?: string }) =>
      new CloudWatchLogs(sim.clientConfig({ ...options, direct: true })),
    /** A group and a stream in it. */
    async stream(logGroupName = "g", logStreamName = "s") {
      await logs.createLogGroup({ logGroupName });
      await logs.createLogStream({ logGroupName, logStreamName });
      return { logGroupName, logStreamName };
    },
  };
}

/** A rejected request as an SDK error. */
export function awsError(name: string, message: string) {
  return { name, message };
}

export const noGroup = awsError("ResourceNotFoundException", "The specified log group does not exist.");
export const noStream = awsError("ResourceNotFoundException", "The specified log stream does not exist.");
export const badToken = awsError("InvalidParameterException", "The specified nextToken is invalid.");

/** The wording of a constraint of the model. */
export function broken(value: string, path: string, constraint: string) {
  return awsError(
    "InvalidParameterException",
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`,
  );
}
