import type { Context } from "../../../runtime/context.js";
import type { AddPermissionRequest, RemovePermissionRequest } from "../generated/types.js";
import { existingQueue } from "../queues/lookup.js";
import { withoutPermission, withPermission } from "../queues/policies.js";
import { QUEUES, type QueueRow } from "../state/queues.js";

export function addPermission(input: AddPermissionRequest, ctx: Context): object {
  const at = existingQueue(ctx, input.QueueUrl);
  putPolicy(at.ctx, at.queue, withPermission(at.ctx, at.queue, input));
  return {};
}

export function removePermission(input: RemovePermissionRequest, ctx: Context): object {
  const at = existingQueue(ctx, input.QueueUrl);
  putPolicy(at.ctx, at.queue, withoutPermission(at.queue, input.Label));
  return {};
}

function putPolicy(ctx: Context, queue: QueueRow, policy: string | undefined): void {
  const { Policy: _, ...rest } = queue.attributes;
  const attributes = policy === undefined ? rest : { ...rest, Policy: policy };
  ctx.table(QUEUES).put(queue.name, { ...queue, attributes, modified: ctx.now() });
}
