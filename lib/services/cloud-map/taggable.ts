import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { taggedResourceNotFound } from "./errors.js";
import type { Tag } from "./generated/types.js";
import { NAMESPACES } from "./state/namespaces.js";
import { SERVICES } from "./state/services.js";

/** A resource whose tags can be read and replaced. */
interface Tagged {
  readonly tags: readonly Tag[];
  replace(tags: readonly Tag[]): void;
}

/**
 * The namespace or service that an ARN names.
 *
 * @throws ResourceNotFoundException when there is none, or it is no ARN of either.
 */
export function findTagged(ctx: Context, arn: string): Tagged {
  const [type, id = ""] = parseArn(arn)?.resource.split("/") ?? [];
  const namespace = type === "namespace" ? ctx.table(NAMESPACES).get(id) : undefined;
  if (namespace?.arn === arn)
    return {
      tags: namespace.tags,
      replace: (tags) => ctx.table(NAMESPACES).put(id, { ...namespace, tags }),
    };
  const service = type === "service" ? ctx.table(SERVICES).get(id) : undefined;
  if (service?.arn === arn)
    return { tags: service.tags, replace: (tags) => ctx.table(SERVICES).put(id, { ...service, tags }) };
  throw taggedResourceNotFound(arn);
}
