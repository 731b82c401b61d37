/** An attribute of a message: a string, a number as a string, or bytes. */
export interface QueueMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

/** A message for a queue. */
export interface QueueMessage {
  readonly body: string;
  /** The body is a JSON document that its service wrote: control characters, which queues reject, are escaped in it. */
  readonly isJson?: boolean;
  readonly attributes?: Readonly<Record<string, QueueMessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly delaySeconds?: number;
  readonly traceHeader?: string;
}

/** A received message with its attributes from SQS. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  /** System attributes, by their AWS names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<
    Record<
      string,
      { readonly DataType?: string; readonly StringValue?: string; readonly BinaryValue?: Uint8Array }
    >
  >;
}

/** The attributes of a queue that other services need. */
export interface QueueDescription {
  readonly fifo: boolean;
  /** Seconds. */
  readonly visibilityTimeout: number;
  /** The policy document, unchanged. */
  readonly policy?: string;
}

/** Sends and receives messages for other services. Implemented by SQS. */
export interface Queues {
  /** A queue; `undefined` if it does not exist. */
  describe(queueArn: string): QueueDescription | undefined;
  /**
   * Sends a message.
   *
   * @param sender the sender, as in `SenderId`.
   * @throws AwsError as SendMessage throws it: `QueueDoesNotExist` if the queue does not exist.
   */
  send(queueArn: string, message: QueueMessage, sender: string): void;
  /**
   * Receives up to `count` messages, which are then in flight for the visibility timeout of the queue.
   * Messages that exceed the maximum receive count move to the dead-letter queue instead. Empty if the queue
   * does not exist.
   */
  receive(queueArn: string, count: number): readonly ReceivedMessage[];
  /** Whether a received message is still in flight by its receipt: its visibility timeout has not ended. */
  holds(queueArn: string, receiptHandle: string): boolean;
  /** Deletes received messages; missing ones are skipped. */
  delete(queueArn: string, receiptHandles: readonly string[]): void;
}
