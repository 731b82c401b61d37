import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { expect } from "vitest";

expect.extend(matchers);
export const sim = await createAwsSim();

/** The code under test. */
export async function nightlyReport({ lambda }: { lambda: LambdaClient }) {
  await lambda.send(new InvokeCommand({ FunctionName: "notify", Payload: JSON.stringify({ rows: 42 }) }));
}
export { LambdaClient };
