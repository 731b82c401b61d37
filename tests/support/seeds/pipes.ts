import { Pipes } from "@aws-sdk/client-pipes";
import { SQS } from "@aws-sdk/client-sqs";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of Pipes. A message waits for more of its batch at the end. */
export async function seedPipes(sim: AwsSim): Promise<void> {
  const pipes = new Pipes(sim.clientConfig());
  const sqs = new SQS(sim.clientConfig());
  const queueArn = (name: string) => `arn:aws:sqs:${sim.region}:${sim.accountId}:${name}`;
  for (const QueueName of ["piped", "windowed"]) await sqs.createQueue({ QueueName });
  for (const [Name, MaximumBatchingWindowInSeconds] of [
    ["piped", 0],
    ["windowed", 20],
  ] as const)
    await pipes.createPipe({
      Name,
      Source: queueArn(Name),
      SourceParameters: { SqsQueueParameters: { MaximumBatchingWindowInSeconds } },
      Target: queueArn("dead"),
      RoleArn: `arn:aws:iam::${sim.accountId}:role/pipes`,
      Tags: { constructor: "a" },
    });
  await sim.clock.advance(0);
  for (const name of ["piped", "windowed"]) sim.sqs.send(name, { constructor: 1 });
  await sim.clock.advance(0);
  pipes.destroy();
  sqs.destroy();
}
