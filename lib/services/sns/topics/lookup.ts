import type { Context } from "../../../runtime/context.js";
import { invalidParameter, notAnArn, topicNotFound, valueMissing } from "../errors/parameters.js";
import { TOPICS, type TopicRow } from "../state/topics.js";

/** A topic, and a context in its account and region. */
export interface LocatedTopic {
  readonly ctx: Context;
  readonly topic: TopicRow;
}

/** The parts of an ARN of SNS. */
export interface SnsArn {
  readonly account: string;
  readonly region: string;
  /** The name of a topic, `topic:uuid` for a subscription, `app/…` and `endpoint/…` for mobile. */
  readonly resource: string;
}

const LEAST_ELEMENTS = 6;

/**
 * Reads an ARN of SNS in the region of the request.
 *
 * @param parameter its name in error texts
 * @throws InvalidParameter
 */
export function readArn(ctx: Context, arn: string, parameter: string): SnsArn {
  const elements = arn.split(":");
  if (elements.length < LEAST_ELEMENTS) throw notAnArn(parameter, elements.length);
  const [scheme, , service, region = "", account = "", ...rest] = elements;
  if (scheme !== "arn" || service !== "sns" || !isHere(ctx, region)) throw invalidParameter(parameter);
  return { account, region, resource: rest.join(":") };
}

/** An unsigned request, from a link in a message, has no region. */
function isHere({ region, caller }: Context, wanted: string): boolean {
  return region === wanted || caller.accessKeyId === "";
}

/** Finds a topic by its ARN. @throws InvalidParameter, NotFound */
export function existingTopic(ctx: Context, arn: string, parameter = "TopicArn"): LocatedTopic {
  const found = findTopic(ctx, arn, parameter);
  if (!found) throw topicNotFound();
  return found;
}

/** Finds a topic by its ARN; `undefined` if it does not exist. @throws InvalidParameter */
export function findTopic(ctx: Context, arn: string, parameter = "TopicArn"): LocatedTopic | undefined {
  const { account, region, resource } = readArn(ctx, arn, parameter);
  const there = account === ctx.account && region === ctx.region ? ctx : ctx.elsewhere({ account, region });
  const topic = there.table(TOPICS).get(resource);
  return topic && { ctx: there, topic };
}

/** @throws InvalidParameter for an ARN that is empty */
export function requiredArn(arn: string, parameter: string): string {
  if (arn === "") throw valueMissing(parameter);
  return arn;
}

export function topicArn(ctx: Context, { name }: Pick<TopicRow, "name">): string {
  return ctx.arn(name);
}
