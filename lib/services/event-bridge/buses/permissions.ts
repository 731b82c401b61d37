import { hasValidPrincipals } from "../../../authorization/missing-principals.js";
import { isObject, many, parsedObject } from "../../../policies/document.js";
import { statementsOfResourcePolicy } from "../../../policies/kinds/resource.js";
import type { Context } from "../../../runtime/context.js";
import { rootArn } from "../../../shared/arn.js";
import {
  actionNotSupported,
  permissionIncomplete,
  policyInvalid,
  policyTooLong,
  principalInvalid,
  statementNotFound,
} from "../errors/buses.js";
import type { PutPermissionRequest } from "../generated/types.js";
import { busArn, type LocatedBus } from "./lookup.js";

const LONGEST_POLICY = 10_240;

/** The only action that a permission can have. */
const PUT_EVENTS = "events:PutEvents";

/**
 * The policy of a bus after PutPermission.
 *
 * @throws ValidationException, PolicyLengthExceededException
 */
export function withPermission(at: LocatedBus, input: PutPermissionRequest): string {
  const policy = input.Policy === undefined ? withStatement(at, input) : checkedPolicy(at.ctx, input.Policy);
  if (policy.length > LONGEST_POLICY) throw policyTooLong();
  return policy;
}

/**
 * Removes a statement from the policy of a bus; `undefined` if none is left. @throws
 * ResourceNotFoundException
 */
export function withoutPermission({ bus }: LocatedBus, sid: string | undefined): string | undefined {
  const { Statement, ...policy } = policyOf(bus.policy);
  const left = Statement.filter((statement) => sidOf(statement) !== sid);
  if (sid === undefined || left.length === Statement.length) throw statementNotFound();
  return left.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: left });
}

function checkedPolicy(ctx: Context, text: string): string {
  const statements = statementsOfResourcePolicy(text);
  if (!statements) throw policyInvalid();
  if (!hasValidPrincipals(ctx, statements)) throw principalInvalid();
  return text;
}

function withStatement({ ctx, bus }: LocatedBus, input: PutPermissionRequest): string {
  const { Action = PUT_EVENTS, Principal, StatementId, Condition } = input;
  if (Action !== PUT_EVENTS) throw actionNotSupported();
  if (Principal === undefined) throw permissionIncomplete("Principal");
  if (StatementId === undefined) throw permissionIncomplete("StatementId");
  const statement = {
    Sid: StatementId,
    Effect: "Allow",
    Principal: Principal === "*" ? "*" : { AWS: rootArn({ account: Principal, region: ctx.region }) },
    Action,
    Resource: busArn(ctx, bus.name),
    ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
  };
  const { Statement, ...policy } = policyOf(bus.policy);
  const others = Statement.filter((other) => sidOf(other) !== StatementId);
  return JSON.stringify({ ...policy, Statement: [...others, statement] });
}

/** The members of a policy. A change preserves all statements except the changed one. */
function policyOf(text: string | undefined) {
  const policy = text === undefined ? undefined : parsedObject(text);
  if (!policy) return { Version: "2012-10-17", Statement: [] };
  return { ...policy, Statement: many<unknown>(policy.Statement) };
}

function sidOf(statement: unknown): unknown {
  return isObject(statement) ? statement.Sid : undefined;
}
