import type { QueueSender } from "../../../delivery/senders/queues.js";
import { S3_PRINCIPAL } from "./record.js";

/** S3 acting for a bucket, as policies of queues, topics and functions see it. */
export function eventSender(bucketArn: string, owner: string): QueueSender {
  return { service: S3_PRINCIPAL, sourceArn: bucketArn, sourceAccount: owner, id: "AIDASIM00000000000S3" };
}
