import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { AwsSim } from "aws-sim";

/** What Terraform or CDK would have made. Returns the ARN of the topic. */
export async function deploy(sim: AwsSim): Promise<string> {
  const sns = new SNSClient(sim.clientConfig());
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  await deployConsumer(sim, TopicArn, "shipping", { kind: ["goods"] });
  await deployConsumer(sim, TopicArn, "billing");
  await deployNightlyReport(sim);
  // Event source mappings need a while until they are enabled.
  await sim.clock.advance("1m");
  return TopicArn;
}

/** A queue that the topic sends to, its dead-letter queue, and the function that reads it. */
async function deployConsumer(sim: AwsSim, topicArn: string, name: string, filter?: object): Promise<void> {
  const sqs = new SQSClient(sim.clientConfig());
  const arn = (queue: string) => `arn:aws:sqs:${sim.region}:${sim.accountId}:${queue}`;
  await sqs.send(new CreateQueueCommand({ QueueName: `${name}-dead` }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn(`${name}-dead`), maxReceiveCount: 3 });
  await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { RedrivePolicy } }));
  await new SNSClient(sim.clientConfig()).send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: arn(name),
      Attributes: { RawMessageDelivery: "true", ...(filter && { FilterPolicy: JSON.stringify(filter) }) },
    }),
  );
  const lambda = new LambdaClient(sim.clientConfig());
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      PackageType: "Image",
      Role: `arn:aws:iam::${sim.accountId}:role/${name}`,
      Code: { ImageUri: `${sim.accountId}.dkr.ecr.${sim.region}.amazonaws.com/${name}:1` },
    }),
  );
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: arn(name),
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    }),
  );
}

/** A task of ECS that a rule starts at two in the morning. */
async function deployNightlyReport(sim: AwsSim): Promise<void> {
  const ecs = new ECSClient(sim.clientConfig());
  await ecs.send(new CreateClusterCommand({ clusterName: "reports" }));
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "report",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "report", image: "ghcr.io/example/report:1" }],
    }),
  );
  const events = new EventBridgeClient(sim.clientConfig());
  await events.send(new PutRuleCommand({ Name: "nightly-report", ScheduleExpression: "cron(0 2 * * ? *)" }));
  await events.send(
    new PutTargetsCommand({
      Rule: "nightly-report",
      Targets: [
        {
          Id: "report",
          Arn: `arn:aws:ecs:${sim.region}:${sim.accountId}:cluster/reports`,
          RoleArn: `arn:aws:iam::${sim.accountId}:role/events`,
          EcsParameters: {
            TaskDefinitionArn: taskDefinition?.taskDefinitionArn,
            LaunchType: "FARGATE",
            NetworkConfiguration: { awsvpcConfiguration: { Subnets: ["subnet-1"] } },
          },
          Input: JSON.stringify({ containerOverrides: [{ name: "report", command: ["--yesterday"] }] }),
        },
      ],
    }),
  );
}
