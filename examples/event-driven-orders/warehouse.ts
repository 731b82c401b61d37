import type { Order } from "./order-service.js";

/** What the function gets of a queue, as far as it reads it. */
interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** The handler of the function that ships goods. It reports the messages that it could not handle, and only those come back. */
export function createWarehouse(stock: ReadonlyMap<string, number>, shipped: number[]) {
  return ({ Records }: QueueEvent) => ({
    batchItemFailures: Records.filter(({ body }) => !ship(JSON.parse(body) as Order)).map(
      ({ messageId }) => ({
        itemIdentifier: messageId,
      }),
    ),
  });

  function ship({ id, items }: Order): boolean {
    if (items.some((item) => !stock.has(item))) return false;
    shipped.push(id);
    return true;
  }
}
