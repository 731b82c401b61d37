import type { Delivery } from "../../../delivery/delivery.js";
import type { QueueSender } from "../../../delivery/senders/queues.js";

/** SNS, on account of the topic of a delivery, as policies of queues and functions know it. */
export function topicSender({ source, account }: Pick<Delivery<unknown>, "source" | "account">): QueueSender {
  return {
    service: "sns.amazonaws.com",
    sourceArn: source,
    sourceAccount: account,
    // What queues show as the sender of SNS's messages (seen on AWS).
    id: "AIDAISMY7JYY5F7RTT6AO",
  };
}
