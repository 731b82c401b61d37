import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { isOwnArn } from "./arns.js";
import { executionDoesNotExist } from "./errors/executions.js";
import { invalidArnPrefix, wrongResourceType } from "./errors/requests.js";
import { type ExecutionRow, findExecution } from "./state/executions.js";

/** A parsed ARN of an execution. */
export interface ExecutionArn {
  /** `machine/label` for a child of a map run. */
  readonly stateMachine: string;
  readonly name: string;
  /** The last part of the ARN of an Express execution. */
  readonly express?: string;
}

/** Parses the ARN of an execution. @throws InvalidArn */
export function parseExecutionArn(text: string): ExecutionArn {
  const arn = parseArn(text);
  if (arn?.service !== "states") throw invalidArnPrefix(text);
  const [type = "", stateMachine = "", name = "", express, ...more] = arn.resource.split(":");
  const isExpress = type === "express" && express !== undefined;
  const isStandard = type === "execution" && express === undefined;
  if ((!isExpress && !isStandard) || name === "" || more.length > 0) throw wrongResourceType(type);
  return { stateMachine, name, express };
}

/** The Standard execution of an ARN. @throws InvalidArn, ExecutionDoesNotExist */
export function standardExecution(ctx: Context, arn: string): ExecutionRow {
  const { stateMachine, name, express } = parseExecutionArn(arn);
  if (express !== undefined) throw wrongResourceType("express");
  const row = isOwnArn(ctx, arn) ? findExecution(ctx, stateMachine, name) : undefined;
  // A child of a map run can be Express; its ARN is then not that of a Standard execution.
  if (!row) throw executionDoesNotExist(arn);
  return row;
}
