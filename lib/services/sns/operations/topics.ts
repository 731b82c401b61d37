import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../../runtime/context.js";
import { retentionOf } from "../archives/policies.js";
import { withArchive } from "../archives/store.js";
import { attributeNameInvalid } from "../errors/parameters.js";
import {
  topicHasOtherAttributes,
  topicHasOtherTags,
  topicIsArchived,
  topicNameInvalid,
  unknownAttribute,
} from "../errors/topics.js";
import type {
  CreateTopicInput,
  CreateTopicResponse,
  DeleteTopicInput,
  GetTopicAttributesInput,
  GetTopicAttributesResponse,
  ListTopicsInput,
  ListTopicsResponse,
  SetTopicAttributesInput,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { readDataProtectionPolicy } from "../protection/policy.js";
import { TOPICS, type TopicRow } from "../state/topics.js";
import { planRemoval } from "../subscriptions/expiry.js";
import { readAttribute, withAttribute } from "../topics/attributes.js";
import { describeAttributes } from "../topics/describe.js";
import { existingTopic, findTopic, topicArn } from "../topics/lookup.js";
import { tagging, tagsIn } from "../topics/tags.js";

const NAME = /^[\w-]{1,256}$/;
const FIFO_NAME = /^[\w-]{1,251}\.fifo$/;

export function createTopic(input: CreateTopicInput, ctx: Context): CreateTopicResponse {
  const { Name: name, Attributes = {}, DataProtectionPolicy } = input;
  const { FifoTopic, ...rest } = Attributes;
  const fifo = isFifo(name, FifoTopic);
  const tags = tagging.checked(tagsIn(input.Tags));
  const given = givenAttributes(ctx, rest, fifo);
  const known = ctx.table(TOPICS).get(name);
  if (known) {
    checkSame(ctx, known, given);
    if (input.Tags && !isDeepStrictEqual(tags, known.tags)) throw topicHasOtherTags();
    return { TopicArn: topicArn(ctx, known) };
  }
  const topic: TopicRow = {
    id: ctx.ids.uuid(),
    name,
    account: ctx.account,
    region: ctx.region,
    fifo,
    attributes: new Map([...given].filter(([, value]) => value !== "")),
    tags,
    dataProtectionPolicy:
      DataProtectionPolicy === undefined ? undefined : readDataProtectionPolicy(DataProtectionPolicy),
    deletedSubscriptions: 0,
    sequence: 0,
    archivingSince: given.has("ArchivePolicy") ? ctx.now() : undefined,
    created: ctx.now(),
  };
  ctx.table(TOPICS).put(name, topic);
  return { TopicArn: topicArn(ctx, topic) };
}

/** Succeeds for a topic that does not exist. */
export function deleteTopic(input: DeleteTopicInput, ctx: Context): object {
  const found = findTopic(ctx, input.TopicArn);
  if (!found) return {};
  if (retentionOf(found.topic) !== undefined) throw topicIsArchived();
  found.ctx.table(TOPICS).delete(found.topic.name);
  planRemoval(found.ctx, found.topic.id);
  return {};
}

export function listTopics(input: ListTopicsInput, ctx: Context): ListTopicsResponse {
  const { items, next } = pager.rows(input, "topics", ctx.table(TOPICS));
  return { Topics: items.map((topic) => ({ TopicArn: topicArn(ctx, topic) })), NextToken: next };
}

export function getTopicAttributes(input: GetTopicAttributesInput, ctx: Context): GetTopicAttributesResponse {
  return { Attributes: describeAttributes(existingTopic(ctx, input.TopicArn)) };
}

export function setTopicAttributes(input: SetTopicAttributesInput, ctx: Context): object {
  const { AttributeName: name, AttributeValue: text = "" } = input;
  const { ctx: there, topic } = existingTopic(ctx, input.TopicArn);
  there.table(TOPICS).put(topic.name, withArchive(there, topic, withChange(ctx, topic, name, text)));
  return {};
}

function withChange(ctx: Context, topic: TopicRow, name: string, text: string): TopicRow {
  if (name === "DataProtectionPolicy")
    return { ...topic, dataProtectionPolicy: text === "" ? undefined : readDataProtectionPolicy(text) };
  const value = readAttribute(ctx, name, text, topic.fifo);
  if (value === undefined) throw attributeNameInvalid();
  return withAttribute(topic, name, value);
}

/** Whether a new topic is a FIFO topic. Its name and its attribute must agree. @throws InvalidParameter */
function isFifo(name: string, attribute: string | undefined): boolean {
  const fifo = attribute === "true";
  if (!(fifo ? FIFO_NAME : NAME).test(name)) throw topicNameInvalid();
  return fifo;
}

/** @throws InvalidParameter */
function givenAttributes(
  ctx: Context,
  attributes: Readonly<Record<string, string>>,
  fifo: boolean,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(attributes).map(([name, text]) => {
      const value = readAttribute(ctx, name, text, fifo);
      if (value === undefined) throw unknownAttribute(name);
      return [name, value];
    }),
  );
}

/** @throws InvalidParameter unless the topic has each attribute that is given */
function checkSame(ctx: Context, topic: TopicRow, given: ReadonlyMap<string, string>): void {
  const shown = new Map(Object.entries(describeAttributes({ ctx, topic })));
  for (const [name, value] of given) if ((shown.get(name) ?? "") !== value) throw topicHasOtherAttributes();
}
