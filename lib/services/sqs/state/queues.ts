import { defineTable } from "../../../runtime/store/store.js";

/**
 * The attributes of a queue that its owner can set, as returned by GetQueueAttributes. Attributes without a
 * value are omitted.
 */
export interface QueueAttributes {
  readonly DelaySeconds: string;
  readonly MaximumMessageSize: string;
  readonly MessageRetentionPeriod: string;
  readonly ReceiveMessageWaitTimeSeconds: string;
  readonly VisibilityTimeout: string;
  readonly SqsManagedSseEnabled: string;
  readonly Policy?: string;
  readonly RedrivePolicy?: string;
  readonly RedriveAllowPolicy?: string;
  readonly KmsMasterKeyId?: string;
  readonly KmsDataKeyReusePeriodSeconds?: string;
  /** The following attributes are those of FIFO queues. */
  readonly FifoQueue?: string;
  readonly ContentBasedDeduplication?: string;
  readonly DeduplicationScope?: string;
  readonly FifoThroughputLimit?: string;
}

/** The redrive policy: the dead-letter queue and the maximum number of receives. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** A queue. Key: its name. */
export interface QueueRow {
  /** Distinguishes a queue from an earlier one with the same name. */
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly fifo: boolean;
  readonly attributes: QueueAttributes;
  /** `RedrivePolicy`, parsed. */
  readonly redrive?: Redrive;
  readonly tags: Readonly<Record<string, string>>;
  /** In milliseconds since the epoch. */
  readonly created: number;
  readonly modified: number;
  /** It was purged recently and cannot be purged yet. */
  readonly purging?: true;
}

/** Queues, by name. */
export const QUEUES = defineTable<QueueRow>({ name: "sqs.queues", key: "name" });

/** Names of deleted queues that cannot be reused yet. */
export const DELETED_NAMES = defineTable<true>({ name: "sqs.deleted-names", key: "name" });

/** What a queue counts, and when its timers are due. Key: the id of the queue. Every member is there: rows of one shape are changed fastest. */
export interface BacklogRow {
  /** The number of the next message. */
  readonly next: number;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** When the next message that is in flight or delayed becomes visible, or earlier. */
  readonly alarm: number | undefined;
  /** When the next message expires, or earlier. */
  readonly sweep: number | undefined;
}

/** Backlogs, by the ids of their queues. */
export const BACKLOGS = defineTable<BacklogRow>({ name: "sqs.backlogs", key: "queue" });
