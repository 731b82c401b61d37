import { JsonPath } from "../../../input-templates/path.js";
import { InputTemplate } from "../../../input-templates/template.js";
import type { Context } from "../../../runtime/context.js";
import { own } from "../../../values/own.js";
import type { InputTransformer, Target } from "../generated/types.js";
import { ruleArn } from "../rules/lookup.js";
import type { Envelope } from "../state/events.js";
import type { RuleRow } from "../state/rules.js";

/** The predefined placeholders. */
export const RESERVED: ReadonlySet<string> = new Set([
  "aws.events.event",
  "aws.events.event.ingestion-time",
  "aws.events.event.json",
  "aws.events.rule-arn",
  "aws.events.rule-name",
]);

const PLACEHOLDER = /<([\w.-]+)>/g;

/** An event that matched a rule. */
export interface MatchedEvent {
  readonly ctx: Context;
  readonly rule: Pick<RuleRow, "bus" | "name">;
  /** The event as it is sent. */
  readonly json: string;
  /** In milliseconds since the epoch. */
  readonly ingested: number;
}

export function templateOf({ InputTemplate: text }: InputTransformer): InputTemplate {
  return new InputTemplate(text, PLACEHOLDER);
}

/**
 * Returns the input of a target: the event, a part of it, a constant or a transformed input.
 *
 * @returns `undefined` if the template of the target does not result in JSON
 */
export function inputOf(target: Target, matched: MatchedEvent): string | undefined {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return partOf(matched.json, target.InputPath);
  return target.InputTransformer ? transformed(target.InputTransformer, matched) : matched.json;
}

function partOf(json: string, path: string): string {
  if (path === "$") return json;
  // A path without a result is null; AWS's behaviour is not verified.
  return JSON.stringify(JsonPath.read(path)?.find(JSON.parse(json)) ?? null);
}

function transformed(transformer: InputTransformer, matched: MatchedEvent): string | undefined {
  const event: Envelope = JSON.parse(matched.json);
  const paths: Readonly<Record<string, string>> = transformer.InputPathsMap ?? {};
  return templateOf(transformer).fill((name) => {
    if (RESERVED.has(name)) return reserved(name, event, matched);
    const path = own(paths, name);
    return path === undefined ? undefined : JsonPath.read(path)?.find(event);
  });
}

function reserved(name: string, event: Envelope, { ctx, rule, ingested }: MatchedEvent): unknown {
  switch (name) {
    case "aws.events.event":
      return withoutDetail(event, ingested);
    case "aws.events.event.ingestion-time":
      return new Date(ingested).toISOString();
    case "aws.events.event.json":
      return event;
    case "aws.events.rule-arn":
      return ruleArn(ctx, rule);
    case "aws.events.rule-name":
      return rule.name;
  }
  return undefined;
}

/** Recorded: `detailType` is spelled in camel case, and the time is that of ingestion. */
function withoutDetail(event: Envelope, ingested: number): object {
  const { id, account, source, region, resources, version } = event;
  const time = new Date(ingested).toISOString();
  return { id, account, detailType: event["detail-type"], time, source, region, resources, version };
}
