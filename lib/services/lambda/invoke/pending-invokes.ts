import { defineSettings } from "../../../runtime/settings.js";

/** The response to an invocation of a function that is Pending: AWS's rejection, or a run. */
export type PendingInvokes = "reject" | "accept";

/** Strictness of the simulator. A setting for tests that AWS does not have. */
export interface LambdaSettings {
  readonly pendingInvokes: PendingInvokes;
}

export const LAMBDA_SETTINGS = defineSettings<LambdaSettings>("lambda.settings", {
  pendingInvokes: "reject",
});
