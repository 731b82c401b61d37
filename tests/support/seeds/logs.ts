import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { AwsSim } from "../../../lib/index.js";

const logGroupName = "/app";
const IDENTIFIERS = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"];
const PROTECTION = JSON.stringify({
  Name: "mask",
  Version: "2021-06-01",
  Statement: [
    { Sid: "audit", DataIdentifier: IDENTIFIERS, Operation: { Audit: { FindingsDestination: {} } } },
    { Sid: "mask", DataIdentifier: IDENTIFIERS, Operation: { Deidentify: { MaskConfig: {} } } },
  ],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "es.amazonaws.com" }, Action: "logs:*", Resource: "*" },
  ],
});

/** Fills the tables of Logs. Events, and one of their deliveries, are on their way at the end. */
export async function seedLogs(sim: AwsSim): Promise<void> {
  const logs = new CloudWatchLogs(sim.clientConfig());
  await logs.createLogGroup({ logGroupName, tags: { team: "shop" } });
  await logs.putRetentionPolicy({ logGroupName, retentionInDays: 7 });
  await putPolicies(sim, logs);
  await putDeliveries(sim, logs);
  await logs.putSubscriptionFilter({
    logGroupName,
    filterName: "all",
    filterPattern: "",
    destinationArn: `arn:aws:kinesis:${sim.region}:${sim.accountId}:stream/s`,
    roleArn: `arn:aws:iam::${sim.accountId}:role/logs`,
  });
  const metricTransformations = [{ metricName: "errors", metricNamespace: "app", metricValue: "1" }];
  await logs.putMetricFilter({
    logGroupName,
    filterName: "errors",
    filterPattern: "ERROR",
    metricTransformations,
  });
  for (const message of ["ready", "ERROR 1"]) sim.logs.put(logGroupName, "web", message);
  await sim.clock.advance("1s");
  const now = Math.ceil(sim.clock.now() / 1000);
  const queryString = "fields @message | stats count(*) by @logStream";
  await logs.startQuery({ logGroupName, queryString, startTime: now - 60, endTime: now });
  await logs.putQueryDefinition({ name: "by stream", queryString });
  await logs.createExportTask({ logGroupName, from: 0, to: sim.clock.now(), destination: "exports" });
  await sim.clock.advance("1s");
  sim.delays.set({ logs: { subscriptionDelivery: "1h" } });
  sim.logs.put(logGroupName, "web", "to be delivered");
  await sim.clock.advance("1s");
  sim.delays.set({ logs: { delivery: "1h" } });
  const logEvents = [{ timestamp: sim.clock.now(), message: "late" }];
  await logs.putLogEvents({ logGroupName, logStreamName: "web", logEvents });
}

async function putPolicies(sim: AwsSim, logs: CloudWatchLogs): Promise<void> {
  const logGroupIdentifier = logGroupName;
  await logs.putDataProtectionPolicy({ logGroupIdentifier, policyDocument: PROTECTION });
  await logs.putIndexPolicy({ logGroupIdentifier, policyDocument: '{"Fields":["requestId"]}' });
  await logs.putTransformer({ logGroupIdentifier, transformerConfig: [{ parseJSON: {} }] });
  await logs.putResourcePolicy({ policyName: "search domains", policyDocument: POLICY });
  await logs.putAccountPolicy({
    policyName: "fields",
    policyType: "FIELD_INDEX_POLICY",
    policyDocument: '{"Fields":["session"]}',
  });
  await logs.createLogAnomalyDetector({
    logGroupArnList: [`arn:aws:logs:${sim.region}:${sim.accountId}:log-group:${logGroupName}`],
    detectorName: "web",
    evaluationFrequency: "FIVE_MIN",
  });
}

async function putDeliveries(sim: AwsSim, logs: CloudWatchLogs): Promise<void> {
  await logs.putDestination({
    destinationName: "central",
    targetArn: `arn:aws:kinesis:${sim.region}:${sim.accountId}:stream/s`,
    roleArn: `arn:aws:iam::${sim.accountId}:role/logs`,
  });
  await logs.putDeliverySource({
    name: "source",
    resourceArn: `arn:aws:cloudfront::${sim.accountId}:distribution/E123`,
    logType: "ACCESS_LOGS",
  });
  const { deliveryDestination } = await logs.putDeliveryDestination({
    name: "bucket",
    deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::logs" },
  });
  await logs.createDelivery({
    deliverySourceName: "source",
    deliveryDestinationArn: deliveryDestination?.arn,
  });
}
