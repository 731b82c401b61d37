import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { type Tagged, taggedRow } from "../../shared/tags.js";
import { taggedResourceNotFound } from "./errors.js";
import type { Tag } from "./generated/types.js";
import { NAMESPACES } from "./state/namespaces.js";
import { SERVICES } from "./state/services.js";

/**
 * The namespace or service of an ARN.
 *
 * @throws ResourceNotFoundException if it does not exist, and for any other ARN.
 */
export function findTagged(ctx: Context, arn: string): Tagged<readonly Tag[]> {
  const [type, id = ""] = parseArn(arn)?.resource.split("/") ?? [];
  const namespace = type === "namespace" ? ctx.table(NAMESPACES).get(id) : undefined;
  if (namespace?.arn === arn) return taggedRow(ctx.table(NAMESPACES), id, namespace);
  const service = type === "service" ? ctx.table(SERVICES).get(id) : undefined;
  if (service?.arn === arn) return taggedRow(ctx.table(SERVICES), id, service);
  throw taggedResourceNotFound(arn);
}
