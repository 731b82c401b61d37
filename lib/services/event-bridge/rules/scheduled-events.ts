import type { TimerHandler } from "../../../runtime/service.js";
import { envelopeOf } from "../events/envelope.js";
import { trigger } from "../events/ingest.js";
import { ruleArn } from "./lookup.js";
import { dueRule } from "./schedules.js";

/** Sends the scheduled event of a due timer to the targets of its rule. */
export const runSchedule: TimerHandler = (timerKey, ctx) => {
  const rule = dueRule(ctx, timerKey);
  if (!rule) return;
  const json = envelopeOf({
    id: ctx.ids.uuid(),
    source: "aws.events",
    detailType: "Scheduled Event",
    account: ctx.account,
    region: ctx.region,
    time: ctx.now(),
    resources: [ruleArn(ctx, rule)],
    detail: "{}",
  });
  trigger(ctx, rule.bus, [rule], { json });
};
