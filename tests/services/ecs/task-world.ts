import { ECS, type RegisterTaskDefinitionCommandInput, type RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

/** Start of the simulated time of these tests. */
export const START = new Date("2026-01-02T03:04:05.678Z");

/** `START` and some milliseconds. */
export function momentAt(milliseconds: number): Date {
  return new Date(START.getTime() + milliseconds);
}

export const NETWORK = { awsvpcConfiguration: { subnets: ["subnet-0a"] } };

/** A Fargate task definition of the family `job` with one container, `app`. */
export const JOB = {
  family: "job",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: [{ name: "app", image: "repo:1" }],
} satisfies RegisterTaskDefinitionCommandInput;

/** What RunTask needs for {@link JOB}. */
export const RUN_JOB = {
  taskDefinition: "job",
  launchType: "FARGATE",
  networkConfiguration: NETWORK,
} satisfies RunTaskCommandInput;

/**
 * A simulator with a frozen clock, with a real SDK client, the cluster
 * `default` and the task definition {@link JOB}; as new for each test of a file.
 */
export function taskWorld(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let ecs: ECS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: "tasks", ...options });
    ecs = new ECS(sim.clientConfig());
  });
  beforeEach(async () => {
    await ecs.createCluster({});
    await ecs.registerTaskDefinition(JOB);
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    ecs.destroy();
    await sim.close();
  });
  const world = {
    get sim() {
      return sim;
    },
    get ecs() {
      return ecs;
    },
    /** Runs one task and returns its ARN. */
    async run(change: Partial<RunTaskCommandInput> = {}): Promise<string> {
      const { tasks = [] } = await ecs.runTask({ ...RUN_JOB, ...change });
      return tasks[0]?.taskArn ?? "no task";
    },
    /** One task as DescribeTasks shows it. */
    async describe(taskArn: string, cluster?: string) {
      const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [taskArn], include: ["TAGS"] });
      const [task] = tasks;
      if (!task) throw new Error(`${taskArn} is missing.`);
      return task;
    },
    /** The status of a task, and what it is to be. */
    async statusOf(taskArn: string): Promise<string> {
      const { lastStatus, desiredStatus } = await world.describe(taskArn);
      return `${lastStatus}/${desiredStatus}`;
    },
    /** Exit codes by container. */
    async exitCodes(taskArn: string): Promise<Record<string, number | undefined>> {
      const { containers = [] } = await world.describe(taskArn);
      return Object.fromEntries(containers.map(({ name = "", exitCode }) => [name, exitCode]));
    },
  };
  return world;
}

/** A rejected request as an SDK error. */
export function refused(name: string, message: string | RegExp) {
  return { name, message: typeof message === "string" ? message : expectMatching(message) };
}

function expectMatching(pattern: RegExp) {
  return {
    asymmetricMatch: (text: unknown) => typeof text === "string" && pattern.test(text),
    toString: () => `matching ${pattern}`,
  };
}
