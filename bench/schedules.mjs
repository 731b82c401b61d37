// EventBridge Scheduler: schedules that are due in one advance, each with its delivery to a queue.
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const SCHEDULES = 100_000;
const ROUNDS = 5;
const TARGET = 100_000;
const authorization =
  "AWS4-HMAC-SHA256 Credential=AKIAAWSSIMULATOR0000/20260101/us-east-1/SERVICE/aws4_request, SignedHeaders=host, Signature=0";

export async function schedules() {
  const sim = await createAwsSim({ clock: "frozen", seed: 1, historyLimit: 1_000 });
  await arrange(sim);
  const rates = [];
  for (let round = -1; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    await sim.clock.advance("1h");
    const { user, system } = process.cpuUsage(before);
    const sent = sim.sqs.drain("q").length;
    if (sent !== SCHEDULES) throw new Error(`${sent} of ${SCHEDULES} schedules were delivered.`);
    if (round >= 0) rates.push(SCHEDULES / ((user + system) / 1_000_000));
  }
  const value = median(rates);
  report("schedules delivered to a queue by one advance", {
    value,
    unit: "per s of CPU",
    target: "≥ 100,000 (100,000 due)",
    ok: value >= TARGET,
  });
  await sim.close();
}

/** A queue, and schedules that send to it every hour. */
async function arrange(sim) {
  const { requestHandler } = sim.clientConfig({ direct: true });
  const call = async (service, path, headers, input) => {
    const { response } = await requestHandler.handle({
      method: "POST",
      path,
      hostname: "localhost",
      headers: { authorization: authorization.replace("SERVICE", service), ...headers },
      body: JSON.stringify(input),
    });
    if (response.statusCode !== 200) throw new Error(Buffer.from(response.body).toString());
  };
  await call("sqs", "/", { "x-amz-target": "AmazonSQS.CreateQueue" }, { QueueName: "q" });
  const schedule = {
    ScheduleExpression: "rate(1 hour)",
    StartDate: sim.clock.now() / 1_000 + 3_600,
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: `arn:aws:sqs:${sim.region}:${sim.accountId}:q`,
      RoleArn: `arn:aws:iam::${sim.accountId}:role/scheduler`,
      Input: JSON.stringify({ report: "daily" }),
    },
  };
  for (let i = 0; i < SCHEDULES; i++) await call("scheduler", `/schedules/s${i}`, {}, schedule);
}
