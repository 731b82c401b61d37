import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Pipes } from "@aws-sdk/client-pipes";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";

const ACCOUNT = "123456789012";
const sim = await createAwsSim({ authorization: "audit", clock: "frozen", delays: 0 });
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });
const trusting = (Service: readonly string[]) =>
  document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } });

const SERVICES = ["events.amazonaws.com", "scheduler.amazonaws.com", "pipes.amazonaws.com"];

/** What SNS needs to deliver, whatever the application may do. */
const fromTopics = (queue: string) =>
  document({
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Principal: { Service: "sns.amazonaws.com" },
    Resource: arn("sqs", queue),
  });

/** An application as the role `app`, and the role `courier` in which services deliver. */
async function prepare(): Promise<void> {
  sim.reset();
  await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trusting(["ecs-tasks.amazonaws.com"]) });
  await iam.createRole({ RoleName: "courier", AssumeRolePolicyDocument: trusting(SERVICES) });
}

interface Step {
  readonly kind: string;
  readonly name: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    "queue",
    "topic",
    "publish",
    "subscribe",
    "bus",
    "event",
    "rule",
    "group",
    "schedule",
    "pipe",
  ),
  name: fc.constantFrom("a", "b", "c-1", "c-2", "c-3", "c-4"),
});

/** The outcomes of steps, as the application, and which messages have arrived where. */
async function run(steps: readonly Step[]): Promise<unknown> {
  const config = { ...sim.clientConfig({ role: "app", direct: true }), maxAttempts: 1 };
  const [sqs, sns, events] = [new SQS(config), new SNS(config), new EventBridge(config)];
  const [scheduler, pipes] = [new Scheduler(config), new Pipes(config)];
  const RoleArn = roleArn("courier");
  const calls: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
    queue: (QueueName) =>
      sqs.createQueue({ QueueName, tags: { made: "here" }, Attributes: { Policy: fromTopics(QueueName) } }),
    topic: (Name) => sns.createTopic({ Name }),
    publish: (name) => sns.publish({ TopicArn: arn("sns", name), Message: "x" }),
    subscribe: (name) =>
      sns.subscribe({ TopicArn: arn("sns", name), Protocol: "sqs", Endpoint: arn("sqs", name) }),
    bus: (Name) => events.createEventBus({ Name }),
    event: (EventBusName) =>
      events.putEvents({ Entries: [{ EventBusName, Source: "s", DetailType: "d", Detail: "{}" }] }),
    rule: async (name) => {
      const rule = { Name: name, EventBusName: name, EventPattern: '{"source":["s"]}' };
      await events.putRule(rule);
      const Targets = [{ Id: "q", Arn: arn("sqs", name), RoleArn }];
      await events.putTargets({ Rule: name, EventBusName: name, Targets });
    },
    group: (Name) => scheduler.createScheduleGroup({ Name, Tags: [{ Key: "k", Value: "v" }] }),
    schedule: (Name) =>
      scheduler.createSchedule({
        Name,
        ScheduleExpression: "rate(1 hour)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: arn("sqs", Name), RoleArn, Input: "x" },
      }),
    pipe: (Name) =>
      pipes.createPipe({
        Name,
        RoleArn,
        Source: arn("sqs", Name),
        Target: arn("events", `event-bus/${Name}`),
      }),
  };
  const outcomes: string[] = [];
  for (const { kind, name } of steps) {
    const call = calls[kind]?.(name) ?? Promise.reject(new Error(kind));
    outcomes.push(
      await call.then(
        () => "ok",
        (error: Error) => error.name,
      ),
    );
    await sim.clock.advance("1s");
  }
  await sim.clock.advance("2h");
  const { QueueUrls = [] } = await new SQS(sim.clientConfig({ direct: true })).listQueues({});
  const names = QueueUrls.map((url) => url.slice(url.lastIndexOf("/") + 1));
  const held = names.map((name) => [name, sim.sqs.messages(name).length]);
  return { outcomes, held, published: sim.sns.published().length };
}

/** Puts what each role did into a policy of its own. */
async function restrict(policies: Readonly<Record<string, object>>): Promise<void> {
  for (const [RoleName, policy] of Object.entries(policies))
    await iam.putRolePolicy({ RoleName, PolicyName: "p", PolicyDocument: JSON.stringify(policy) });
}

test("P09: what an application and its couriers did suffices for the same again", {
  timeout: 120_000,
}, async () => {
  const width = fc.constantFrom("exact" as const, "patterns" as const, "types" as const);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), width, async (steps, wide) => {
      await prepare();
      const before = await run(steps);
      const policies = Object.fromEntries(
        ["app", "courier"].flatMap((role) => {
          const policy = sim.iam.leastPrivilege({ role, width: wide });
          return [policy.Statement].flat().length > 0 ? [[role, policy]] : [];
        }),
      );
      await prepare();
      await restrict(policies);
      sim.authorization.mode = "enforce";
      expect(await run(steps)).toEqual(before);
    }),
    {
      numRuns: 8,
      examples: [
        [
          ["queue", "topic", "subscribe", "bus", "rule", "event", "publish", "schedule", "pipe"].map(
            (kind) => ({
              kind,
              name: "a",
            }),
          ),
          "exact",
        ],
      ],
    },
  );
});
