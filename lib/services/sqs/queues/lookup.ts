import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { queueDoesNotExist } from "../errors/queues.js";
import { QUEUES, type QueueRow } from "../state/queues.js";

/** A queue, and a context in its account and region. */
export interface LocatedQueue {
  readonly ctx: Context;
  readonly queue: QueueRow;
}

/** The path of a queue's URL: its account and name. */
export const QUEUE_PATH = /^\/(\d{12})\/([\w-]{1,80}(?:\.fifo)?)\/?$/;

const ACCOUNT = /^\d{12}$/;

/** The URL of a queue on the simulator's address. Some SDKs send the requests for the queue to it. */
export function queueUrl(ctx: Context, { account, name }: Pick<QueueRow, "account" | "name">): string {
  return `${ctx.settings.url}/${account}/${name}`;
}

export function queueArn(ctx: Context, { name }: Pick<QueueRow, "name">): string {
  return ctx.arn(name);
}

/**
 * Finds a queue by its URL on any host, or by its name. The account and the name of the URL are used, and the
 * region of the request.
 *
 * @throws QueueDoesNotExist
 */
export function existingQueue(ctx: Context, url: string): LocatedQueue {
  const end = url.endsWith("/") ? url.length - 1 : url.length;
  const slash = url.lastIndexOf("/", end - 1);
  const name = url.slice(slash + 1, end);
  if (slash < 0) return queueOf(ctx, name);
  const account = url.slice(url.lastIndexOf("/", slash - 1) + 1, slash);
  if (account === ctx.account) return queueOf(ctx, name);
  if (!ACCOUNT.test(account)) throw queueDoesNotExist();
  return queueOf(ctx.elsewhere({ account }), name);
}

/** Finds a queue by its name in the account of a context. @throws QueueDoesNotExist */
export function queueOf(ctx: Context, name: string): LocatedQueue {
  const queue = ctx.table(QUEUES).get(name);
  if (!queue) throw queueDoesNotExist();
  return { ctx, queue };
}

/** Finds a queue by its ARN; `undefined` if it does not exist or the ARN is not that of a queue. */
export function queueOfArn(ctx: Context, arn: string): LocatedQueue | undefined {
  const { service, account, region, resource = "" } = parseArn(arn) ?? {};
  if (service !== "sqs") return undefined;
  const there = account === ctx.account && region === ctx.region ? ctx : ctx.elsewhere({ account, region });
  const queue = there.table(QUEUES).get(resource);
  return queue && { ctx: there, queue };
}
