import type { AwsSim } from "../../../lib/index.js";
import { seedCloudMap } from "./cloud-map.js";
import { seedEc2 } from "./ec2.js";
import { seedEcr } from "./ecr.js";
import { seedEcs } from "./ecs.js";
import { seedEfs } from "./efs.js";
import { seedIam } from "./iam.js";
import { seedLambda } from "./lambda.js";
import { seedLogs } from "./logs.js";
import { seedS3 } from "./s3.js";

/** Fills every table of every service. The clock must be frozen and delays be 0; much is under way at the end. */
export async function seedEverything(sim: AwsSim): Promise<void> {
  await seedEc2(sim);
  await seedIam(sim);
  await seedEfs(sim);
  await seedEcr(sim);
  await seedS3(sim);
  await seedCloudMap(sim);
  await seedEcs(sim);
  await seedLambda(sim);
  await seedLogs(sim);
}
