import type { Controls } from "../../../lib/services/index.js";
import { cloudMapWriters, ec2Writers, ecsWriters, lambdaWriters } from "./compute.js";
import { iamWriters, stsWriters } from "./identity.js";
import { eventBridgeWriters, pipesWriters, schedulerWriters, snsWriters, sqsWriters } from "./messages.js";
import { ecrWriters, efsWriters, s3ControlWriters, s3Writers } from "./storage.js";
import { logsWriters, stepFunctionsWriters } from "./workflows.js";
import { configAt, type ServiceWriters } from "./writer.js";

/**
 * The writers of every service. A service without one does not compile; `writers.test.ts` checks that each
 * writes rows.
 */
export function writersAt(endpoint: string): Readonly<Record<keyof Controls, ServiceWriters>> {
  const config = configAt(endpoint);
  return {
    cloudMap: cloudMapWriters(config),
    ec2: ec2Writers(config),
    ecr: ecrWriters(config),
    ecs: ecsWriters(config),
    efs: efsWriters(config),
    eventBridge: eventBridgeWriters(config),
    iam: iamWriters(config),
    lambda: lambdaWriters(config),
    logs: logsWriters(config),
    pipes: pipesWriters(config),
    s3: s3Writers(config),
    s3Control: s3ControlWriters(config),
    scheduler: schedulerWriters(config),
    sns: snsWriters(config),
    sqs: sqsWriters(config),
    stepFunctions: stepFunctionsWriters(config),
    sts: stsWriters(config),
  };
}
