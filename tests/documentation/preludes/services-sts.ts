import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { createAwsSim } from "aws-sim";

export const sim = await createAwsSim();
export const sts = new STSClient(sim.clientConfig());
export { AssumeRoleCommand };
