// The simulator with a bucket of one object, and a user with ten policies of twenty statements; in the mode that is named.
import { IAM } from "@aws-sdk/client-iam";
import { createAwsSim } from "../../dist/esm/index.js";
import { byResource } from "../engine/policies.mjs";
import { answerUsage } from "./answer-usage.mjs";

const sim = await createAwsSim({ seed: 1 });
sim.s3.createBucket("bench");
sim.s3.putObject("bench", "key", "text");
const iam = new IAM(sim.clientConfig({ direct: true }));
await iam.createUser({ UserName: "bench" });
for (const { name, document } of byResource("bench")) {
  const { Policy } = await iam.createPolicy({ PolicyName: name, PolicyDocument: document });
  await iam.attachUserPolicy({ UserName: "bench", PolicyArn: Policy.Arn });
}
const { accessKeyId } = sim.authorization.credentials({ user: "bench" });
sim.authorization.mode = process.argv[2];
answerUsage(sim.port, { accessKeyId });
