import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ecs from "@aws-sdk/client-ecs";
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sfn from "@aws-sdk/client-sfn";
import * as sqs from "@aws-sdk/client-sqs";
import { type AwsSim, type AwsSimOptions, createAwsSim, type Snapshot } from "../../../lib/index.js";
import { statesOf } from "../../support/states.js";
import type { Step } from "./steps.js";

const SDK = {
  s3: [s3, s3.S3Client],
  sqs: [sqs, sqs.SQSClient],
  logs: [logs, logs.CloudWatchLogsClient],
  iam: [iam, iam.IAMClient],
  ecs: [ecs, ecs.ECSClient],
  sfn: [sfn, sfn.SFNClient],
} as const;

/** Members of outputs that later inputs refer to by `$` and their name. */
const REMEMBERED = /^(UploadId|ReceiptHandle|taskArn|executionArn)$/;

interface Sender {
  send(command: unknown): Promise<unknown>;
}

/** Plays a story on one simulator. */
export class Player implements AsyncDisposable {
  private snapshot: Snapshot | undefined;
  private readonly remembered = new Map<string, string>();

  private constructor(
    private readonly options: AwsSimOptions,
    private sim: AwsSim,
  ) {}

  static async start(options: AwsSimOptions): Promise<Player> {
    return new Player(options, await createAwsSim(options));
  }

  /** What can be seen of a step. */
  async play(step: Step): Promise<unknown> {
    switch (step.kind) {
      case "call":
        return this.call(step);
      case "advance":
        return this.sim.clock.advance(step.seconds * 1000);
      case "reset":
        this.snapshot = undefined;
        return this.sim.reset();
      case "snapshot":
        this.snapshot = this.sim.snapshot();
        return undefined;
      case "restore":
        if (this.snapshot) this.sim.restore(this.snapshot);
        return undefined;
      case "restart":
        return this.restart();
    }
  }

  /** Everything that the services have, and the time. */
  state(): unknown {
    return { now: this.sim.clock.date(), states: statesOf(this.sim) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sim.close();
  }

  /** Snapshots do not survive; a simulator in memory does not end. */
  private async restart(): Promise<void> {
    this.snapshot = undefined;
    if (this.options.dataDir === undefined) return;
    await this.sim.close();
    this.sim = await createAwsSim(this.options);
  }

  private async call({ service, command, input }: Extract<Step, { kind: "call" }>): Promise<unknown> {
    const [commands, Client] = SDK[service];
    const Command = Reflect.get(commands, `${command}Command`);
    const client: Sender = new Client({ ...this.sim.clientConfig({ direct: true }), maxAttempts: 1 });
    const text = JSON.stringify(input, (_, value) =>
      typeof value === "string" ? this.filled(value) : value,
    );
    try {
      return await this.comparable(await client.send(new Command(JSON.parse(text))));
    } catch (error) {
      const { name, message, $metadata } = error as sqs.SQSServiceException;
      return { name, message: this.withoutUrl(message), status: $metadata?.httpStatusCode };
    }
  }

  private filled(value: string): string {
    if (value.startsWith("$url")) return value.replace("$url", this.sim.url);
    return value.startsWith("$") ? (this.remembered.get(value.slice(1)) ?? "none") : value;
  }

  /** An output without where it comes from. */
  private async comparable(output: unknown): Promise<unknown> {
    const { Body } = output as s3.GetObjectCommandOutput;
    const content = await Body?.transformToString();
    const text = JSON.stringify({ ...(output as object), Body: content }, (name, value) => {
      if (name === "$metadata") return undefined;
      if (typeof value !== "string") return value;
      if (REMEMBERED.test(name)) this.remembered.set(name, value);
      return this.withoutUrl(value);
    });
    return JSON.parse(text);
  }

  private withoutUrl(text: string): string {
    return text.replaceAll(this.sim.url, "");
  }
}
