import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { Pager } from "../../shared/pager.js";
import { Tagging, tagRecord } from "../../shared/tags.js";
import { invalidNextToken, pipeNotFound, tooManyTags } from "./errors.js";
import { PIPES, type PipeRow } from "./state.js";

/** Pages of lists: 100 items unless the request has `Limit`. @throws ValidationException */
export const pager = new Pager({
  limit: "Limit",
  token: "NextToken",
  size: 100,
  most: 100,
  invalidToken: invalidNextToken,
});

/** @throws ValidationException */
export const tagging = new Tagging(tagRecord, { tooMany: tooManyTags });

export function pipeArn(ctx: Context, name: string): string {
  return ctx.arn(`pipe/${name}`);
}

/** @throws NotFoundException */
export function existingPipe(ctx: Context, name: string): PipeRow {
  const pipe = ctx.table(PIPES).get(name);
  if (!pipe) throw pipeNotFound(name);
  return pipe;
}

/** Finds a pipe by its ARN. @throws NotFoundException */
export function pipeOfArn(ctx: Context, arn: string): PipeRow {
  return existingPipe(ctx, parseArn(arn)?.resource.replace(/^pipe\//, "") ?? arn);
}
