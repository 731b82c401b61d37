import type { Arn } from "../../shared/arn.js";

/** The facts of a resource that permission decisions need. */
export interface KnownResource {
  /** Owner account. Default the account in its ARN. */
  readonly owner?: string;
  /** Policy document; several if policies of the account also apply to it. */
  readonly policy?: string | readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Returns the facts of a resource of one service for permission decisions; `undefined` if it does not exist.
 */
export type ResourceDirectory = (arn: Arn) => KnownResource | undefined;
