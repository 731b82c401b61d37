import { many, type Statement } from "../../../policies/document.js";
import { statementsOfResourcePolicy } from "../../../policies/kinds/resource.js";
import { isAwsPrincipal, type PrincipalForms } from "../../../policies/principals.js";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const MOST = { bytes: 8192, statements: 20, principals: 50, conditions: 10 } as const;

const PRINCIPALS: PrincipalForms = new Map([
  ["AWS", isAwsPrincipal],
  ["Service", (value) => /^[\w-]+(\.[\w-]+)+$/.test(value)],
  ["Federated", (value) => value !== ""],
]);

/**
 * Whether a document is a valid policy of a queue: it contains only actions of SQS and is within SQS's
 * quotas.
 */
export function isAccessPolicy(text: string): boolean {
  if (Buffer.byteLength(text) > MOST.bytes) return false;
  const statements = statementsOfResourcePolicy(text, PRINCIPALS);
  return (
    statements !== undefined &&
    statements.length <= MOST.statements &&
    count(statements, principalsOf) <= MOST.principals &&
    statements.every((statement) => conditionsOf(statement) <= MOST.conditions) &&
    statements.every(({ Action, NotAction }) => many(Action ?? NotAction).every(isAction))
  );
}

function isAction(action: string): boolean {
  return /^(\*|sqs:.+)$/i.test(action);
}

function count(statements: readonly Statement[], of: (statement: Statement) => number): number {
  return statements.reduce((sum, statement) => sum + of(statement), 0);
}

function principalsOf({ Principal, NotPrincipal }: Statement): number {
  return Object.values(Principal ?? NotPrincipal ?? {}).flat().length;
}

function conditionsOf({ Condition = {} }: Statement): number {
  return Object.values(Condition).reduce((sum, keys) => sum + Object.keys(keys).length, 0);
}
