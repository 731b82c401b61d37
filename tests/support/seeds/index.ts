import type { AwsSim } from "../../../lib/index.js";
import { seedAuthorization } from "./authorization.js";
import { seedCloudMap } from "./cloud-map.js";
import { seedEc2 } from "./ec2.js";
import { seedEcr } from "./ecr.js";
import { seedEcs } from "./ecs.js";
import { seedEfs } from "./efs.js";
import { seedEventBridge } from "./event-bridge.js";
import { seedIam } from "./iam.js";
import { seedLambda } from "./lambda.js";
import { seedLogs } from "./logs.js";
import { seedPipes } from "./pipes.js";
import { seedAccessRecord, seedS3 } from "./s3.js";
import { seedScheduler } from "./scheduler.js";
import { seedSns } from "./sns.js";
import { seedSqs } from "./sqs.js";
import { seedStepFunctions } from "./step-functions.js";

/**
 * Fills every table of every service. The clock must be frozen and delays be 0; at the end, much work is in
 * progress.
 */
export async function seedEverything(sim: AwsSim): Promise<void> {
  await seedEc2(sim);
  await seedIam(sim);
  await seedAuthorization(sim);
  await seedEfs(sim);
  await seedEcr(sim);
  await seedS3(sim);
  await seedCloudMap(sim);
  await seedEcs(sim);
  await seedSqs(sim);
  await seedEventBridge(sim);
  await seedScheduler(sim);
  await seedPipes(sim);
  await seedSns(sim);
  await seedLambda(sim);
  await seedLogs(sim);
  await seedAccessRecord(sim);
  await seedStepFunctions(sim);
}
