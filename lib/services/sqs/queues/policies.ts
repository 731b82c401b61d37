import { isObject, many, parsedObject } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { rootArn } from "../../../shared/arn.js";
import { invalidValue, labelMissing, labelTaken, ownerAction, tooManyActions } from "../errors/queues.js";
import type { AddPermissionRequest } from "../generated/types.js";
import type { QueueRow } from "../state/queues.js";
import { queueArn } from "./lookup.js";

const MOST_ACTIONS = 7;
const LABEL = /^[\w-]{1,80}$/;
const ACCOUNT = /^\d{12}$/;

/**
 * The actions that AddPermission can grant:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
 */
const ACTIONS: ReadonlySet<string> = new Set([
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
]);

/** The members of a queue's policy that a change of its permissions preserves. */
interface Policy {
  readonly [member: string]: unknown;
  readonly Statement: readonly unknown[];
}

/** Adds a statement to the policy of a queue. @throws InvalidParameterValue, OverLimit */
export function withPermission(ctx: Context, queue: QueueRow, input: AddPermissionRequest): string {
  const { Label, AWSAccountIds, Actions } = input;
  if (!LABEL.test(Label))
    throw invalidValue(
      Label,
      "Label",
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  if (Actions.length > MOST_ACTIONS) throw tooManyActions(Actions.length);
  for (const action of Actions) if (!ACTIONS.has(action)) throw ownerAction(action);
  for (const id of AWSAccountIds)
    if (!ACCOUNT.test(id)) throw invalidValue(id, "PrincipalId", "Unable to verify.");
  const arn = queueArn(ctx, queue);
  const { Statement, ...policy } = policyOf(queue) ?? {
    Version: "2008-10-17",
    Id: `${arn}/SQSDefaultPolicy`,
    Statement: [],
  };
  if (Statement.some((statement) => labelOf(statement) === Label)) throw labelTaken(Label);
  const statement = {
    Sid: Label,
    Effect: "Allow",
    Principal: {
      AWS: single(AWSAccountIds.map((account) => rootArn({ ...ctx.settings, region: ctx.region, account }))),
    },
    Action: single(Actions.map((action) => `SQS:${action}`)),
    Resource: arn,
  };
  return JSON.stringify({ ...policy, Statement: [...Statement, statement] });
}

/**
 * Removes a statement from the policy of a queue; `undefined` if none is left. @throws InvalidParameterValue
 */
export function withoutPermission(queue: QueueRow, label: string): string | undefined {
  const policy = policyOf(queue);
  const left = policy?.Statement.filter((statement) => labelOf(statement) !== label);
  if (!policy || !left || left.length === policy.Statement.length) throw labelMissing(label);
  return left.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: left });
}

function policyOf({ attributes }: QueueRow): Policy | undefined {
  const policy = attributes.Policy === undefined ? undefined : parsedObject(attributes.Policy);
  return policy && { ...policy, Statement: many<unknown>(policy.Statement) };
}

function labelOf(statement: unknown): unknown {
  return isObject(statement) ? statement.Sid : undefined;
}

/** A single value is written without a list. */
function single(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
