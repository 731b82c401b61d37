import { defineTable, key } from "../../../runtime/store/store.js";
import type { Attribute } from "../generated/types.js";

/** An attribute of a container instance of a cluster. */
export type AttributeRow = Attribute & { readonly targetId: string };

/** Attributes by {@link attributeKey}: grouped by cluster, in name order. */
export const ATTRIBUTES = defineTable<AttributeRow>({
  name: "ecs.attributes",
  key: ["clusterName", "name", "targetId"],
});

export function attributeKey(
  cluster: string,
  { name, targetId }: Pick<AttributeRow, "name" | "targetId">,
): string {
  return key(cluster, name, targetId);
}
