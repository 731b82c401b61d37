import { defineTable } from "../../../runtime/store/store.js";
import type { Replay } from "./archives.js";

/** A subscription, in the account and region of its topic. */
export interface SubscriptionRow {
  readonly id: string;
  /** The name of its topic. */
  readonly topic: string;
  /** The id of its topic. Subscriptions remain for a while after their topic was deleted. */
  readonly topicId: string;
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** The account that subscribed. */
  readonly owner: string;
  /** The ARN of the principal that subscribed. */
  readonly principal: string;
  /** It is not confirmed yet. */
  readonly pending: boolean;
  /** The token that confirms it. */
  readonly token: string;
  /** It was confirmed with `AuthenticateOnUnsubscribe`: unsigned requests cannot delete it. */
  readonly authenticated: boolean;
  /** The attributes that were set, as returned by GetSubscriptionAttributes. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The latest replay that its owner has requested. */
  readonly replay?: Replay | undefined;
}

/** Subscriptions, by their ARNs, which begin with those of their topics. */
export const SUBSCRIPTIONS = defineTable<SubscriptionRow>({ name: "sns.subscriptions", key: "arn" });

/** A subscription that a token confirms. The token also restores a deleted one. */
export interface TokenRow {
  readonly subscription: SubscriptionRow;
  readonly account: string;
  readonly region: string;
}

/** Subscriptions that can be confirmed, by token. */
export const TOKENS = defineTable<TokenRow>({ name: "sns.tokens", key: "token", scope: "global" });
