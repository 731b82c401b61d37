import fc from "fast-check";
import type { Call, Step } from "./calls.js";
import { QUEUES } from "./message-calls.js";
import { ECS, IAM, LOGS, S3, SFN, SQS } from "./resource-calls.js";
import { QUEUES_OF_STORY, SENDERS } from "./senders.js";

const advance = fc.record({
  kind: fc.constant("advance" as const),
  seconds: fc.constantFrom(1, 10, 61, 86_400),
});

const turn = fc.record({
  kind: fc.constantFrom("snapshot" as const, "restore" as const, "restart" as const, "restart" as const),
});

const reset = fc.record({ kind: fc.constant("reset" as const) });

/** A story. Most of it happens in few services, so that steps meet the resources of earlier ones. */
function storyOf(services: readonly fc.Arbitrary<Call>[], beginning: readonly Call[] = []) {
  return fc
    .array(
      fc.oneof(
        { arbitrary: fc.oneof(...services), weight: 40 },
        { arbitrary: advance, weight: 5 },
        { arbitrary: turn, weight: 6 },
        { arbitrary: reset, weight: 1 },
      ),
      // Otherwise most are short.
      { minLength: 10, maxLength: 50, size: "max" },
    )
    .map((steps): readonly Step[] => [
      ...beginning,
      ...steps.flatMap((step): Step[] => (step.kind === "reset" ? [step, ...beginning] : [step])),
    ]);
}

/** A story of resources. */
export const resourceStory = fc
  .shuffledSubarray([S3, SQS, LOGS, IAM, ECS, SFN], { minLength: 2, maxLength: 3 })
  .chain((services) => storyOf(services));

/** A story of messages between services. */
export const messageStory = fc
  .shuffledSubarray([...SENDERS], { minLength: 1, maxLength: 2 })
  .chain((senders) =>
    storyOf(
      [...senders.map(({ call }) => call), QUEUES],
      [...QUEUES_OF_STORY, ...senders.flatMap(({ beginning }) => beginning)],
    ),
  );
