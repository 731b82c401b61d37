import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { createAwsSim } from "aws-sim";
import { afterAll, afterEach, expect, test } from "vitest";

const sim = await createAwsSim();
const ssm = new SSMClient({ ...sim.clientConfig(), maxAttempts: 2 });
afterEach(() => sim.reset());
afterAll(() => sim.close());

/** The code under test: uses a default while Parameter Store cannot be reached. */
async function pageSize(): Promise<number> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/app/page-size" }));
    return Number(Parameter?.Value);
  } catch {
    return 20;
  }
}

test("the parameter is used", async () => {
  sim.stub(GetParameterCommand, { Parameter: { Name: "/app/page-size", Value: "50" } });
  expect(await pageSize()).toBe(50);
});

test("the default is used when connections break", async () => {
  const stub = sim.stub(GetParameterCommand, { Parameter: { Name: "/app/page-size", Value: "50" } });
  const outage = sim.faults.add({ service: "ssm", drop: true });

  expect(await pageSize()).toBe(20);
  expect(outage.hits).toBe(2);
  expect(stub.calls).toEqual([]);
});

test("the default is used when the parameter does not exist", async () => {
  sim.stub(GetParameterCommand, { error: "ParameterNotFound" });
  expect(await pageSize()).toBe(20);
});
