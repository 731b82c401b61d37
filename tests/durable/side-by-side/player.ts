import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ecs from "@aws-sdk/client-ecs";
import * as events from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as pipes from "@aws-sdk/client-pipes";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as sfn from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { type AwsSim, type AwsSimOptions, createAwsSim, type Snapshot } from "../../../lib/index.js";
import { statesOf } from "../../support/states.js";
import type { Call, Service, Step } from "./calls.js";

const SDK = {
  s3: [s3, s3.S3Client],
  sqs: [sqs, sqs.SQSClient],
  logs: [logs, logs.CloudWatchLogsClient],
  iam: [iam, iam.IAMClient],
  ecs: [ecs, ecs.ECSClient],
  sfn: [sfn, sfn.SFNClient],
  sns: [sns, sns.SNSClient],
  events: [events, events.EventBridgeClient],
  scheduler: [scheduler, scheduler.SchedulerClient],
  pipes: [pipes, pipes.PipesClient],
} as const satisfies Record<Service, unknown>;

/** Members of outputs that later inputs refer to by `$` and their name. */
const REMEMBERED = /^(UploadId|ReceiptHandle|taskArn|executionArn|SubscriptionArn)$/;

interface Sender {
  send(command: unknown): Promise<unknown>;
}

/** Plays a story on one simulator. */
export class Player implements AsyncDisposable {
  private snapshot: Snapshot | undefined;
  private readonly remembered = new Map<string, string>();
  /** The clients of the current simulator. */
  private readonly clients = new Map<Service, Sender>();

  private constructor(
    private readonly options: AwsSimOptions,
    private sim: AwsSim,
  ) {
    withAwsUrls(sim);
  }

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
        this.sim.reset();
        return withAwsUrls(this.sim);
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
    this.clients.clear();
    this.sim = await createAwsSim(this.options);
  }

  private async call({ service, command, input }: Call): Promise<unknown> {
    const Command = Reflect.get(SDK[service][0], `${command}Command`);
    // Dates and results of earlier steps have no place in a step, which is data.
    const filled = JSON.parse(JSON.stringify(input), (_, value) =>
      typeof value === "string" ? this.filled(value) : value,
    );
    try {
      return await this.comparable(await this.client(service).send(new Command(filled)));
    } catch (error) {
      const { name, message, $metadata } = error as sqs.SQSServiceException;
      return { name, message: this.withoutUrl(message), status: $metadata?.httpStatusCode };
    }
  }

  private client(service: Service): Sender {
    const known = this.clients.get(service);
    if (known) return known;
    const [, Client] = SDK[service];
    const client: Sender = new Client({ ...this.sim.clientConfig({ direct: true }), maxAttempts: 1 });
    this.clients.set(service, client);
    return client;
  }

  private filled(value: string): string | Date {
    if (value.startsWith("@")) return new Date(value.slice(1));
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

/** Messages of SNS have links, and checksums of these: they must not depend on the port. */
function withAwsUrls(sim: AwsSim): void {
  sim.sns.awsUrls = true;
}
