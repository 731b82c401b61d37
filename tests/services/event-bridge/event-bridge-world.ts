import { EventBridge, type PutTargetsCommandInput } from "@aws-sdk/client-eventbridge";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

export const START = "2026-01-02T03:04:05.678Z";
export const NOW = Date.parse(START);
export const ACCOUNT = "123456789012";
export const OTHER = "210987654321";
export const arnOf = (resource: string) => `arn:aws:events:us-east-1:${ACCOUNT}:${resource}`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;

type Target = NonNullable<PutTargetsCommandInput["Targets"]>[number];

/** What the SDK throws: its code, message and status. */
export async function failureOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status: unknown = Reflect.get(Object(Reflect.get(error, "$metadata")), "httpStatusCode");
    return { name: error.name, message: error.message, status };
  }
  throw new Error("The call succeeded.");
}

/** Where the parser of a pattern stopped, as errors of AWS give it. */
export const placeIn = (pattern: string, column: number, line = 1) =>
  `\n at [Source: (String)"${pattern}"; line: ${line}, column: ${column}]`;

/** The error of a pattern. */
export const rejectedPattern = (reason: string) => ({
  name: "InvalidEventPatternException",
  message: `Event pattern is not valid. Reason: ${reason}`,
  status: 400,
});

/** A simulator with a frozen clock and real SDK clients, as new for each test of a file. */
export function eventBridgeWorld(options: Parameters<typeof createAwsSim>[0] = {}) {
  let sim: AwsSim;
  let events: EventBridge;
  let sqs: SQS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1, ...options });
    events = new EventBridge({ ...sim.clientConfig(), maxAttempts: 1 });
    sqs = new SQS({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    events.destroy();
    sqs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get events() {
      return events;
    },
    get sqs() {
      return sqs;
    },
    /** The client of another account or region. */
    elsewhere: (place: { accountId?: string; region?: string }) =>
      new EventBridge(sim.clientConfig({ ...place, direct: true })),
    /** Creates a queue that policies let everyone send to, and returns its ARN. */
    async queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
      await sqs.createQueue({ QueueName, Attributes });
      return queueArn(QueueName);
    },
    /** The bodies of the messages in a queue. */
    bodies: (queue: string): string[] => sim.sqs.messages(queue).map(({ body }) => body),
    /** Creates a rule with targets for events of a source, and returns its ARN. */
    async rule(Name: string, EventPattern: object, ...Targets: Target[]): Promise<string> {
      const { RuleArn = "" } = await events.putRule({ Name, EventPattern: JSON.stringify(EventPattern) });
      if (Targets.length > 0) await events.putTargets({ Rule: Name, Targets });
      return RuleArn;
    },
    /** Puts an event with a detail onto the default bus, waits for its first deliveries, and returns its id. */
    async put(detail: unknown, more: { Source?: string; EventBusName?: string; Resources?: string[] } = {}) {
      const Entry = { Source: "shop", DetailType: "Order Placed", Detail: JSON.stringify(detail), ...more };
      const { Entries: [result] = [] } = await events.putEvents({ Entries: [Entry] });
      // The first call of a service loads it, which takes a while.
      await sim.clock.advance(0);
      return result?.EventId ?? "";
    },
  };
}
