import { AwsError } from "../runtime/errors.js";
import type { KnownResource } from "../runtime/ports/resources.js";
import type { TagForm } from "./tags.js";

/** The tags of a resource for permission decisions; `undefined` if an operation on it would fail. */
export function tagsFound<Tags>(
  { entries }: TagForm<Tags, Tags>,
  find: () => { readonly tags: Tags },
): KnownResource | undefined {
  try {
    return { tags: Object.fromEntries(entries(find().tags)) };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
