import { offerActivityTask } from "../running/activity-tasks.js";
import type { Outcome } from "../running/outcomes.js";
import type { ResourceCall } from "./resource-call.js";

/** Makes a task of an activity available to workers. */
export function callActivity({ ctx, parameters, token }: ResourceCall, activityArn: string): Outcome {
  if (token !== undefined) offerActivityTask(ctx, activityArn, { token, input: parameters });
  return [];
}
