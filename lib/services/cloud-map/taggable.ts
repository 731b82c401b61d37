import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { type Tagged, taggedRow } from "../../shared/tags.js";
import { taggedResourceNotFound } from "./errors.js";
import type { Tag } from "./generated/types.js";
import { NAMESPACES } from "./state/namespaces.js";
import { SERVICES } from "./state/services.js";

/**
 * The namespace or service that an ARN names.
 *
 * @throws ResourceNotFoundException when there is none, or it is no ARN of either.
 */
export function findTagged(ctx: Context, arn: string): Tagged<readonly Tag[]> {
  const [type, id = ""] = parseArn(arn)?.resource.split("/") ?? [];
  const namespace = type === "namespace" ? ctx.table(NAMESPACES).get(id) : undefined;
  if (namespace?.arn === arn) return taggedRow(ctx.table(NAMESPACES), id, namespace);
  const service = type === "service" ? ctx.table(SERVICES).get(id) : undefined;
  if (service?.arn === arn) return taggedRow(ctx.table(SERVICES), id, service);
  throw taggedResourceNotFound(arn);
}
