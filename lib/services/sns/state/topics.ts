import { defineTable } from "../../../runtime/store/store.js";

/** A topic. Key: its name. */
export interface TopicRow {
  /** Distinguishes a topic from an earlier one with the same name. */
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly fifo: boolean;
  /** The attributes that were set, as returned by GetTopicAttributes. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly tags: Readonly<Record<string, string>>;
  readonly dataProtectionPolicy?: string | undefined;
  /** The number of its deleted subscriptions. */
  readonly deletedSubscriptions: number;
  /** The number of messages that a FIFO topic has accepted. */
  readonly sequence: number;
  /** Time at which its archive policy was set, in milliseconds since the epoch. */
  readonly archivingSince?: number | undefined;
  /** In milliseconds since the epoch. */
  readonly created: number;
}

/** Topics, by name. */
export const TOPICS = defineTable<TopicRow>({ name: "sns.topics", key: "name" });
