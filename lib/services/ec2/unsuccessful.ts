import { AwsError } from "../../runtime/errors.js";
import type { UnsuccessfulItem } from "./generated/types.js";

/** Applies a change to each of several resources; returns those for which it failed, with AWS's errors. */
export function unsuccessful(ids: readonly string[], change: (id: string) => void): UnsuccessfulItem[] {
  return ids.flatMap((ResourceId) => {
    try {
      change(ResourceId);
      return [];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { ResourceId, Error: { Code: error.code, Message: error.message } };
    }
  });
}
