import { defineTable } from "../runtime/store/store.js";

/** An action of a principal on a resource. */
export interface UseRow {
  /** The ARN of the user, or of the role of a session. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Whether it was executed at least once: allowed, or denied while denials were only recorded. */
  readonly done: boolean;
}

/**
 * The actions of each principal of an account, once for each action and resource: the source of
 * least-privilege policies.
 */
export const USES = defineTable<UseRow>({
  name: "authorization.uses",
  key: ["principal", "action", "resource"],
  scope: "account",
});
