import type { Context } from "../../../runtime/context.js";
import { INTERNET_GATEWAYS } from "./state.js";

/** Whether an internet gateway is attached to a VPC. */
export function isAttachedToInternet(ctx: Context, vpcId: string): boolean {
  return [...ctx.table(INTERNET_GATEWAYS).values()].some((gateway) => gateway.vpcId === vpcId);
}
