import { denialMessage } from "../../../authorization/denial.js";
import { type Attempted, DELIVERED, failed } from "../../../delivery/outcome.js";
import { denialOf } from "../../../delivery/senders/denials.js";
import type { Context } from "../../../runtime/context.js";
import { parseArn, rootArn } from "../../../shared/arn.js";
import { busAddress, busNamed } from "../buses/lookup.js";
import { accessDenied } from "../errors/buses.js";
import { renamed } from "../events/envelope.js";
import type { Target } from "../generated/types.js";
import type { Envelope } from "../state/events.js";
import type { TargetMessage } from "./message.js";
import { senderOf } from "./permissions.js";

const PUT_EVENTS = "events:PutEvents";

/** @throws AccessDeniedException for the bus of another account that does not accept events of the caller */
export function checkBusTarget(ctx: Context, { Arn, RoleArn }: Target): void {
  const arn = parseArn(Arn);
  if (arn?.service !== "events" || !arn.resource.startsWith("event-bus/")) return;
  if (arn.account === ctx.account || RoleArn !== undefined) return;
  const denial = ctx.denialOf(() => [{ action: PUT_EVENTS, resource: Arn, owner: arn.account }]);
  if (denial) throw accessDenied(denialMessage(denial));
}

/**
 * Sends an event to another bus. It keeps its source, account and region. The receiving bus does not forward
 * it again.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function sendToBus(ctx: Context, message: TargetMessage): Attempted {
  const { target, json, traceHeader, forwarded } = message;
  const { ctx: there, name } = busAddress(ctx, target.Arn);
  if (forwarded) return failed("rejected", "The event came from another bus.", { code: hopCode(ctx, there) });
  if (!busNamed(there, name)) return failed("missing", `Event bus ${name} does not exist.`);
  const denied = denialTo(ctx, there, message);
  if (denied) return denied;
  // Recorded: the id is preserved within the region, for any account.
  const event = there.region === ctx.region ? json : renamed(json, ctx.ids.uuid());
  // Uses the port, as other services do: a direct call would be circular.
  ctx.ports.eventBuses?.forward(target.Arn, event, { traceHeader, fromBus: true });
  return DELIVERED;
}

function denialTo(ctx: Context, there: Context, message: TargetMessage): Attempted | undefined {
  const { Arn, RoleArn } = message.target;
  if (RoleArn !== undefined) return denialOf(ctx, senderOf(ctx, message), PUT_EVENTS, Arn);
  if (there.account === ctx.account) return undefined;
  // Without a role, the sender is the account, as in the policy of the bus.
  const denial = ctx.denialOfRole(rootArn(ctx), [
    { action: PUT_EVENTS, resource: Arn, owner: there.account },
  ]);
  return denial && failed("denied", denialMessage(denial));
}

function hopCode(ctx: Context, there: Context): string {
  return there.region === ctx.region ? "THIRD_ACCOUNT_HOP_DETECTED" : "THIRD_REGION_HOP_DETECTED";
}

/** The id of an event. */
export function idOf(json: string): string {
  const { id }: Envelope = JSON.parse(json);
  return id;
}
