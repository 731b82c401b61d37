import { type AnyActivityDefinition, defineActivity, runOfActivity } from "../runtime/activities.js";
import type { Delivery, DeliveryStatus } from "./delivery.js";
import type { DeliveryKind } from "./engine.js";

/**
 * The deliveries of a kind on the timeline of the inspector: those in progress, and those that have ended.
 *
 * @param titleOf the title of a message, such as the name of its event. Default: the name of the kind.
 */
export function deliveryActivities<Message>(
  kind: DeliveryKind<Message>,
  titleOf: (message: Message) => string = () => kind.name,
): AnyActivityDefinition[] {
  const runs = [runOfActivity<number>(kind.run, ({ state }) => state)];
  return [kind.underWay, kind.records].map((table) =>
    defineActivity<Delivery<Message>, number>({
      table,
      kind: "delivery",
      idOf: (number) => `${kind.name}:${number}`,
      describe: (delivery: Delivery<Message>) => ({
        name: titleOf(delivery.message),
        resource: delivery.target,
        startedAt: delivery.created,
        endedAt: delivery.latest.at(-1)?.at,
        outcome: OUTCOMES[delivery.status],
        error: delivery.latest.at(-1)?.failure?.reason,
      }),
      details: ({ message, latest, ...delivery }: Delivery<Message>) => ({
        input: message,
        output: latest,
        more: delivery,
      }),
      requestId: ({ cause }: Delivery<Message>) => (cause === "" ? undefined : cause),
      runs,
    }),
  );
}

const OUTCOMES: Readonly<Record<DeliveryStatus, "running" | "succeeded" | "failed">> = {
  queued: "running",
  pending: "running",
  sending: "running",
  delivered: "succeeded",
  recorded: "succeeded",
  failed: "failed",
  deadLettered: "failed",
};
