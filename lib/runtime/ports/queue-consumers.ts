/** Polls queues, and is notified when they have messages. Implemented by Lambda. */
export interface QueueConsumers {
  /**
   * Messages of a queue have become visible in the current transaction.
   *
   * @param arnOf returns the ARN of the queue; computed on demand, because few queues have such a consumer.
   */
  messagesAreVisible(region: string, arnOf: () => string): void;
}
