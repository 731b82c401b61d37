import type { Tag } from "@aws-sdk/client-ecs";

/** The tags of what belongs to a container, by which people find it in the console. */
export function tagsOf({ id, name }: { readonly id: string; readonly name: string }): Tag[] {
  return [
    { key: "sockerless-managed", value: "true" },
    { key: "sockerless-container-id", value: id },
    { key: "sockerless-container-name", value: name },
  ];
}
