import type { Context } from "../../runtime/context.js";
import type { Json } from "../../runtime/store/codec.js";
import { parseArn, stsArn } from "../../shared/arn.js";
import type { Attempted } from "../outcome.js";
import { denialOfAssuming, type Sender } from "./denials.js";
import { callOperation } from "./operations.js";

/** A service that calls operations with a role. */
export interface RoleCaller {
  readonly ctx: Context;
  readonly sender: Sender & { readonly roleArn: string };
  /** The name of the role session: that of a rule, a schedule or a pipe. */
  readonly session: string;
}

/** An operation, by its SDK names. */
export interface CalledOperation {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /**
   * The ARN of the target resource, in whose account and region it is called. Default: those of the caller.
   */
  readonly target?: string;
}

/** The parameters of tasks. Members with the same name in RunTask are passed on. */
export interface TaskParameters {
  readonly TaskDefinitionArn: string;
  readonly TaskCount?: number;
}

/** The maximum length of `startedBy` in ECS. */
const LONGEST_STARTED_BY = 36;

/** Calls an operation with a role. */
export function callInRole(
  { ctx, sender, session }: RoleCaller,
  { service, operation, input, target = "" }: CalledOperation,
): Attempted | Promise<Attempted> {
  const denied = denialOfAssuming(ctx, sender);
  if (denied) return denied;
  const { roleArn, sourceArn } = sender;
  const { account = "", region = "" } = parseArn(target) ?? {};
  const role = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  return callOperation(ctx, {
    service,
    operation,
    // JSON omits members that are undefined.
    input: JSON.parse(JSON.stringify(input)),
    timestamps: "seconds",
    at: { account: account || ctx.account, region: region || ctx.region },
    callerArn: stsArn(ctx, `assumed-role/${role}/${session}`),
    roleArn,
    userAgent: sender.service,
    cause: sourceArn,
  });
}

/** Starts an execution of a state machine. @param name Default: Step Functions generates one. */
export function startExecution(
  caller: RoleCaller,
  target: string,
  input: string,
  name?: string,
): Attempted | Promise<Attempted> {
  const request = { stateMachineArn: target, input, name };
  return callInRole(caller, { service: "sfn", operation: "StartExecution", input: request, target });
}

/** Runs tasks in a cluster. @param overrides as in RunTask */
export function runTask(
  caller: RoleCaller,
  cluster: string,
  { TaskDefinitionArn, TaskCount = 1, ...parameters }: TaskParameters,
  { overrides, startedBy }: { readonly overrides: Json; readonly startedBy: string },
): Attempted | Promise<Attempted> {
  const input = {
    ...parameters,
    cluster,
    taskDefinition: TaskDefinitionArn,
    count: TaskCount,
    overrides,
    startedBy: startedBy.slice(0, LONGEST_STARTED_BY),
  };
  return callInRole(caller, { service: "ecs", operation: "RunTask", input, target: cluster });
}
