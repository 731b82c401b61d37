import { IAM } from "@aws-sdk/client-iam";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the table of what principals did. The user exists already. */
export async function seedAuthorization(sim: AwsSim): Promise<void> {
  sim.authorization.mode = "audit";
  await new IAM(sim.clientConfig({ user: "ci" })).listRoles({});
  sim.authorization.mode = "off";
}
