import { Pipes } from "@aws-sdk/client-pipes";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

export const START = "2026-01-02T03:04:05.000Z";
export const NOW = Date.parse(START);
export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/pipes`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
export const arnOf = (name: string) => `arn:aws:pipes:us-east-1:${ACCOUNT}:pipe/${name}`;

type NewPipe = Parameters<Pipes["createPipe"]>[0];

/** A simulator with a frozen clock and real SDK clients, as new for each test of a file. */
export function pipesWorld(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let pipes: Pipes;
  let sqs: SQS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1, ...options });
    pipes = new Pipes({ ...sim.clientConfig(), maxAttempts: 1 });
    sqs = new SQS({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    pipes.destroy();
    sqs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get pipes() {
      return pipes;
    },
    get sqs() {
      return sqs;
    },
    /** Creates the queues `in` and `out`, and a pipe from one to the other unless it is given another target; it runs. */
    async pipe(more: Partial<NewPipe> = {}): Promise<void> {
      for (const QueueName of ["in", "out"]) await sqs.createQueue({ QueueName });
      const pipe = { Name: "p", Source: queueArn("in"), Target: queueArn("out"), RoleArn: ROLE, ...more };
      await pipes.createPipe(pipe);
      await sim.clock.advance("1s");
    },
    /** Sends bodies to the queue `in` at the same time, and waits for the pipe. */
    async send(...bodies: readonly unknown[]): Promise<void> {
      const Entries = bodies.map((body, index) => ({
        Id: String(index),
        MessageBody: typeof body === "string" ? body : JSON.stringify(body),
      }));
      await sqs.sendMessageBatch({ QueueUrl: `${sim.url}/${ACCOUNT}/in`, Entries });
      await sim.clock.advance(0);
    },
    /** The messages in a queue. */
    bodies: (queue = "out"): string[] => sim.sqs.messages(queue).map(({ body }) => body),
  };
}
