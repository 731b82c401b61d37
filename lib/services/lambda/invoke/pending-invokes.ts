import { defineSettings } from "../../../runtime/settings.js";

/** What an invocation of a function that is Pending gets: AWS's rejection, or a run. */
export type PendingInvokes = "reject" | "accept";

export const LAMBDA_SETTINGS = defineSettings<{ readonly pendingInvokes: PendingInvokes }>(
  "lambda.settings",
  {
    pendingInvokes: "reject",
  },
);
