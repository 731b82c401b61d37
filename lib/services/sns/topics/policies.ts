import { hasValidPrincipals } from "../../../authorization/missing-principals.js";
import { isObject, many, parsedObject } from "../../../policies/document.js";
import { statementsOfResourcePolicy } from "../../../policies/kinds/resource.js";
import { normalizedPrincipal } from "../../../policies/principals.js";
import type { Context } from "../../../runtime/context.js";
import {
  attributeInvalid,
  policyInvalid,
  policyOutOfScope,
  principalNotFound,
  statementExists,
} from "../errors/topics.js";
import type { AddPermissionInput } from "../generated/types.js";
import type { TopicRow } from "../state/topics.js";
import { topicArn } from "./lookup.js";

const MOST_POLICY_BYTES = 30_720;

/**
 * The actions that topic policies can contain:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
 */
const ACTIONS: ReadonlySet<string> = new Set([
  "addpermission",
  "deletetopic",
  "getdataprotectionpolicy",
  "gettopicattributes",
  "listsubscriptionsbytopic",
  "listtagsforresource",
  "publish",
  "putdataprotectionpolicy",
  "receive",
  "removepermission",
  "settopicattributes",
  "subscribe",
]);

/** The actions that the policy of a new topic allows to its owner. */
const OWNERS_ACTIONS = [
  "SNS:GetTopicAttributes",
  "SNS:SetTopicAttributes",
  "SNS:AddPermission",
  "SNS:RemovePermission",
  "SNS:DeleteTopic",
  "SNS:Subscribe",
  "SNS:ListSubscriptionsByTopic",
  "SNS:Publish",
] as const;

/** The members of a topic's policy that a change of its permissions preserves. */
interface Policy {
  readonly [member: string]: unknown;
  readonly Statement: readonly unknown[];
}

/** Validates a policy, which is stored unchanged. @throws InvalidParameter */
export function readPolicy(ctx: Context, text: string): string {
  if (Buffer.byteLength(text) > MOST_POLICY_BYTES)
    throw attributeInvalid("Policy", `must be at most ${MOST_POLICY_BYTES} bytes long`);
  const statements = statementsOfResourcePolicy(text);
  if (!statements) throw policyInvalid();
  const actions = statements.flatMap(({ Action, NotAction }) => many(Action ?? NotAction));
  if (!actions.every(isAction)) throw policyOutOfScope();
  if (!hasValidPrincipals(ctx, statements)) throw principalNotFound();
  return text;
}

function isAction(action: string): boolean {
  if (action === "*") return true;
  const [, name = ""] = /^sns:(.+)$/i.exec(action) ?? [];
  return name !== "" && (/[*?]/.test(name) || ACTIONS.has(name.toLowerCase()));
}

/** The policy of a topic. Default: the owner is allowed all actions. */
export function policyOf(ctx: Context, topic: TopicRow): string {
  return topic.attributes.get("Policy") ?? JSON.stringify(defaultPolicy(ctx, topic));
}

function defaultPolicy(ctx: Context, topic: TopicRow): Policy {
  return {
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: OWNERS_ACTIONS,
        Resource: topicArn(ctx, topic),
        Condition: { StringEquals: { "AWS:SourceOwner": topic.account } },
      },
    ],
  };
}

/** Adds a statement to the policy of a topic. @throws InvalidParameter */
export function withPermission(ctx: Context, topic: TopicRow, input: AddPermissionInput): string {
  const { Label, AWSAccountId, ActionName } = input;
  if (!ActionName.every((action) => ACTIONS.has(action.toLowerCase()) || action === "*"))
    throw policyOutOfScope();
  const { Statement, ...policy } = parsed(ctx, topic);
  if (Statement.some((statement) => labelOf(statement) === Label)) throw statementExists();
  const principals = AWSAccountId.map((account) => normalizedPrincipal(account, ctx.region));
  const statement = {
    Sid: Label,
    Effect: "Allow" as const,
    Principal: { AWS: single(principals) },
    Action: single(ActionName.map((action) => `SNS:${action}`)),
    Resource: topicArn(ctx, topic),
  };
  if (!hasValidPrincipals(ctx, [statement])) throw principalNotFound();
  return JSON.stringify({ ...policy, Statement: [...Statement, statement] });
}

/** Removes a statement from the policy of a topic; unchanged if there is no such statement. */
export function withoutPermission(ctx: Context, topic: TopicRow, label: string): string {
  const { Statement, ...policy } = parsed(ctx, topic);
  const left = Statement.filter((statement) => labelOf(statement) !== label);
  return JSON.stringify({ ...policy, Statement: left });
}

function parsed(ctx: Context, topic: TopicRow): Policy {
  const policy = parsedObject(policyOf(ctx, topic)) ?? {};
  return { ...policy, Statement: many<unknown>(policy.Statement) };
}

function labelOf(statement: unknown): unknown {
  return isObject(statement) ? statement.Sid : undefined;
}

/** A single value is written without a list. */
function single(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
