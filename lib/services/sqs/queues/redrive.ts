import { isObject, parsedObject } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { invalidAttributeValue, redriveInvalid } from "../errors/queues.js";
import { QUEUES, type QueueRow, type Redrive } from "../state/queues.js";
import { queueArn } from "./lookup.js";

const MOST_RECEIVES = 1000;
const MOST_SOURCES = 10;

/**
 * Reads the redrive policy of a queue.
 *
 * @throws InvalidParameterValue for a malformed policy or an invalid dead-letter queue
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function readRedrive(ctx: Context, queue: QueueRow, text: string): Redrive {
  const policy = parsedObject(text);
  if (!policy) throw redriveInvalid(text, "Redrive policy is not a valid JSON map.");
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  for (const [name, value] of Object.entries({ deadLetterTargetArn, maxReceiveCount }))
    if (value === undefined)
      throw redriveInvalid(text, `Redrive policy does not contain mandatory attribute: ${name}.`);
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > MOST_RECEIVES)
    throw redriveInvalid(
      text,
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to ${MOST_RECEIVES} both inclusive.`,
    );
  const arn = String(deadLetterTargetArn);
  checkTarget(ctx, queue, text, arn);
  return { deadLetterTargetArn: arn, maxReceiveCount: count };
}

function checkTarget(ctx: Context, queue: QueueRow, text: string, arn: string): void {
  const { service, account, region, resource = "" } = parseArn(arn) ?? {};
  const isHere = service === "sqs" && account === ctx.account && region === ctx.region;
  const target = isHere ? ctx.table(QUEUES).get(resource) : undefined;
  if (!target) throw redriveInvalid(text, "Dead letter target does not exist.");
  if (target.fifo !== queue.fifo)
    throw redriveInvalid(text, "Dead-letter queue must be same type of queue as the source.");
  if (!allows(target, queueArn(ctx, queue)))
    throw redriveInvalid(text, "The redrive allow policy of the dead-letter queue denies this queue.");
}

/** Whether the redrive allow policy of a dead-letter queue permits a source queue. */
function allows({ attributes }: QueueRow, source: string): boolean {
  const { redrivePermission, sourceQueueArns } = parsedObject(attributes.RedriveAllowPolicy ?? "{}") ?? {};
  if (redrivePermission === "byQueue")
    return Array.isArray(sourceQueueArns) && sourceQueueArns.includes(source);
  return redrivePermission !== "denyAll";
}

/** @throws InvalidAttributeValue for a redrive allow policy that is malformed */
export function checkAllowPolicy(text: string, name: string): string {
  const policy = parsedObject(text);
  if (isObject(policy) && isAllowPolicy(policy)) return text;
  throw invalidAttributeValue(name);
}

function isAllowPolicy({ redrivePermission, sourceQueueArns }: Readonly<Record<string, unknown>>): boolean {
  if (redrivePermission === "allowAll" || redrivePermission === "denyAll")
    return sourceQueueArns === undefined;
  if (redrivePermission !== "byQueue" || !Array.isArray(sourceQueueArns)) return false;
  const arns: readonly unknown[] = sourceQueueArns;
  const areQueues = arns.every((arn) => typeof arn === "string" && parseArn(arn)?.service === "sqs");
  return arns.length > 0 && arns.length <= MOST_SOURCES && areQueues;
}

/** The queues of this account and region that use a dead-letter queue, sorted by name. */
export function deadLetterSources(ctx: Context, queue: QueueRow): QueueRow[] {
  const arn = queueArn(ctx, queue);
  return [...ctx.table(QUEUES).values()].filter(({ redrive }) => redrive?.deadLetterTargetArn === arn);
}
