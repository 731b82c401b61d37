import { defineSettings } from "../../../runtime/settings.js";

/** What an invocation of a function that is Pending gets: AWS's rejection, or a run. */
export type PendingInvokes = "reject" | "accept";

/** How strict the simulator is; a matter of the test and not of AWS. */
export interface LambdaSettings {
  readonly pendingInvokes: PendingInvokes;
}

export const LAMBDA_SETTINGS = defineSettings<LambdaSettings>("lambda.settings", {
  pendingInvokes: "reject",
});
