import { Lambda } from "@aws-sdk/client-lambda";
import type { AwsSim } from "../../../lib/index.js";
import { functionNamed, ZIP } from "../../services/lambda/lambda-world.js";

/** What the function `notify` throws. */
export const NOTIFY_FAILURE = new Error("always");

/** Fills the tables of Lambda. An asynchronous event waits to be tried again at the end. */
export async function seedLambda(sim: AwsSim): Promise<void> {
  const lambda = new Lambda(sim.clientConfig());
  const FunctionName = "notify";
  await lambda.createFunction({
    ...functionNamed(FunctionName),
    Environment: { Variables: { constructor: "a" } },
  });
  const { Version = "" } = await lambda.publishVersion({ FunctionName });
  await lambda.createAlias({ FunctionName, Name: "live", FunctionVersion: Version });
  await lambda.putProvisionedConcurrencyConfig({
    FunctionName,
    Qualifier: "live",
    ProvisionedConcurrentExecutions: 2,
  });
  await lambda.putFunctionEventInvokeConfig({ FunctionName, MaximumRetryAttempts: 1 });
  await lambda.createFunctionUrlConfig({ FunctionName, AuthType: "NONE" });
  await lambda.putRuntimeManagementConfig({ FunctionName, UpdateRuntimeOn: "FunctionUpdate" });
  await lambda.addPermission({
    FunctionName,
    StatementId: "s3",
    Action: "lambda:InvokeFunction",
    Principal: "s3.amazonaws.com",
  });
  await lambda.publishLayerVersion({ LayerName: "tools", Content: { ZipFile: ZIP } });
  await lambda.createCodeSigningConfig({
    AllowedPublishers: {
      SigningProfileVersionArns: [
        `arn:aws:signer:${sim.region}:${sim.accountId}:/signing-profiles/release/0123456789`,
      ],
    },
  });
  await lambda.createEventSourceMapping({
    FunctionName,
    EventSourceArn: `arn:aws:sqs:${sim.region}:${sim.accountId}:orders`,
  });
  sim.lambda.pendingInvokes = "accept";
  sim.lambda.on(FunctionName, NOTIFY_FAILURE);
  await lambda.invoke({ FunctionName, InvocationType: "Event", Payload: '{"order":1}' });
}
