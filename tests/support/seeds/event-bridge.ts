import { EventBridge } from "@aws-sdk/client-eventbridge";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of EventBridge. A delivery is held, a replay and a schedule run at the end. */
export async function seedEventBridge(sim: AwsSim): Promise<void> {
  sim.delays.set({ eventBridge: { replayStart: "10s" } });
  const events = new EventBridge(sim.clientConfig());
  const arn = (resource: string) => `arn:aws:events:${sim.region}:${sim.accountId}:${resource}`;
  const { EventBusArn } = await events.createEventBus({
    Name: "shop",
    Tags: [{ Key: "constructor", Value: "a" }],
  });
  await events.putPermission({
    EventBusName: "shop",
    StatementId: "s",
    Principal: "*",
    Action: "events:PutEvents",
  });
  await events.putRule({ Name: "daily", ScheduleExpression: "rate(1 day)" });
  await events.createArchive({ ArchiveName: "all", EventSourceArn: EventBusArn, RetentionDays: 3 });
  const { ConnectionArn } = await events.createConnection({
    Name: "hook",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "k", ApiKeyValue: "v" } },
  });
  const { ApiDestinationArn } = await events.createApiDestination({
    Name: "hook",
    ConnectionArn,
    InvocationEndpoint: "https://example.com/",
    HttpMethod: "POST",
  });
  await events.putRule({ Name: "orders", EventBusName: "shop", EventPattern: '{"source":["shop"]}' });
  await events.putTargets({
    Rule: "orders",
    EventBusName: "shop",
    Targets: [
      { Id: "q", Arn: `arn:aws:sqs:${sim.region}:${sim.accountId}:dead`, InputPath: "$.detail" },
      { Id: "hook", Arn: ApiDestinationArn, RoleArn: `arn:aws:iam::${sim.accountId}:role/hook` },
    ],
  });
  const detail = JSON.stringify({ constructor: 1 });
  const order = { Source: "shop", DetailType: "t", Detail: detail, EventBusName: "shop" };
  await events.putEvents({ Entries: [order] });
  sim.delays.set({ eventBridge: { delivery: "never" } });
  await events.putEvents({ Entries: [order] });
  await events.startReplay({
    ReplayName: "again",
    EventSourceArn: arn("archive/all"),
    EventStartTime: new Date(0),
    EventEndTime: new Date("2100-01-01T00:00:00Z"),
    Destination: { Arn: EventBusArn },
  });
  events.destroy();
}
