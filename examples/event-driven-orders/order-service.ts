import { createServer, type IncomingMessage, type Server } from "node:http";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";

/** An order, as customers place it. */
export interface Order {
  readonly id: number;
  /** Goods are shipped; vouchers are only billed. */
  readonly kind: "goods" | "voucher";
  readonly items: readonly string[];
}

/** The API of the shop: `POST /orders` publishes the order, and leaves the rest to those who listen. */
export function createOrderService(sns: SNSClient, topicArn: string): Server {
  return createServer((request, response) => {
    place(request).then(
      (id) => response.writeHead(202, { location: `/orders/${id}` }).end(),
      (error: Error) => response.writeHead(400).end(error.message),
    );
  });

  async function place(request: IncomingMessage): Promise<number> {
    const order = JSON.parse(Buffer.concat(await request.toArray()).toString()) as Order;
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify(order),
        MessageAttributes: { kind: { DataType: "String", StringValue: order.kind } },
      }),
    );
    return order.id;
  }
}
