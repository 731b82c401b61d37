import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateClusterCommand, ECSClient } from "@aws-sdk/client-ecs";
import { type AwsSim, type AwsSimOptions, createAwsSim, runCommand } from "aws-sim";
import { type Application, startApplication } from "../application.js";
import type { Settings } from "../config/settings.js";
import { jsonLog } from "../log.js";
import { DockerClient } from "./docker-client.js";
import { bundleAgent } from "./programs.js";

/** A simulator, a backend on it, and a client of the backend. */
export interface Stage extends AsyncDisposable {
  readonly sim: AwsSim;
  readonly application: Application;
  readonly docker: DockerClient;
  /** `DOCKER_HOST`. */
  readonly host: string;
  readonly settings: Settings;
  /** The lines of the backend's log. */
  readonly log: Record<string, unknown>[];
}

/** What differs from the defaults. */
export interface StageOptions {
  readonly sim?: AwsSimOptions;
  readonly settings?: Partial<Settings>;
  /** Creates what the backend needs in AWS, and returns the settings that follow from it. */
  readonly prepare?: (sim: AwsSim) => Partial<Settings> | Promise<Partial<Settings>>;
  /** `true`: the commands of containers are real processes, wrapped by the real agent. */
  readonly processes?: boolean;
}

/** For `expect.poll`: a busy machine takes its time. */
export const PATIENT = { timeout: 20_000 };

export const CLUSTER = "sockerless";

/** What the stage is configured with; polls are quick, so that tests are. */
export function settingsOf(listen: string, changes: Partial<Settings> = {}): Settings {
  return {
    listen,
    stateFile: undefined,
    drainTimeout: 2_000,
    region: "us-east-1",
    cluster: CLUSTER,
    subnets: ["subnet-0a1b2c3d4e5f60718"],
    securityGroups: ["sg-0a1b2c3d4e5f60718"],
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    taskRoleArn: undefined,
    efsFilesystemId: undefined,
    logGroup: "/sockerless/containers",
    agentImage: undefined,
    pollInterval: 20,
    startTimeout: 120_000,
    agentTimeout: 10_000,
    logDelivery: 100,
    ...changes,
  };
}

export async function stage(options: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "docker-on-ecs-"));
  const sim = await createAwsSim({ delays: 0, eniSubnet: "127.64.0.0/16", ...options.sim });
  await new ECSClient(sim.clientConfig()).send(new CreateClusterCommand({ clusterName: CLUSTER }));
  const settings = settingsOf(`unix://${join(folder, "docker.sock")}`, {
    ...(await options.prepare?.(sim)),
    ...options.settings,
  });
  if (options.processes) await runProcesses(sim);
  const log: Record<string, unknown>[] = [];
  const application = await startApplication(settings, {
    aws: sim.clientConfig(),
    clock: sim.clock,
    log: jsonLog((line) => log.push(JSON.parse(line)), sim.clock),
  });
  return {
    sim,
    application,
    docker: new DockerClient(application.address),
    host: application.address,
    settings,
    log,
    [Symbol.asyncDispose]: async () => {
      // The backend waits by the clock of the test until requests have ended.
      sim.clock.resume();
      await application.close();
      await sim.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The commands of containers run as processes of this machine, with the agent of the backend. */
export async function runProcesses(sim: AwsSim): Promise<void> {
  const agent = await agentProgram();
  sim.ecs.onTask(
    "sockerless-*",
    runCommand({ programs: { "/sockerless-agent": [process.execPath, agent] } }),
  );
}

let bundled: Promise<string> | undefined;

/** The agent is bundled once for all tests of a process. */
export function agentProgram(): Promise<string> {
  bundled ??= bundleAgent();
  return bundled;
}
