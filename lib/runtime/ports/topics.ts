/** An attribute of a message to a topic. */
export interface TopicMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

/** A message for a topic. */
export interface TopicMessage {
  readonly body: string;
  readonly subject?: string;
  readonly attributes?: Readonly<Record<string, TopicMessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly traceHeader?: string;
}

/** Publishes messages for other services. Implemented by SNS. */
export interface Topics {
  /** Whether the topic exists. */
  exists(topicArn: string): boolean;
  /** Publishes a message. @throws AwsError as Publish throws it: `NotFound` if the topic does not exist. */
  publish(topicArn: string, message: TopicMessage): void;
}
