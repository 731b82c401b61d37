import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { busNotFound } from "../errors/buses.js";
import { BUSES, type BusRow } from "../state/buses.js";

export const DEFAULT_BUS = "default";
const DEFAULT_ROW: BusRow = { name: DEFAULT_BUS, tags: [] };
const PREFIX = "event-bus/";

/** A bus, and the context of its account and region. */
export interface LocatedBus {
  readonly ctx: Context;
  readonly bus: BusRow;
}

export function busArn(ctx: Context, name: string): string {
  return ctx.arn(`${PREFIX}${name}`);
}

/** The account, region and name of a bus from its name or ARN. The bus need not exist. */
export function busAddress(
  ctx: Context,
  nameOrArn: string = DEFAULT_BUS,
): { readonly ctx: Context; readonly name: string } {
  if (!nameOrArn.startsWith("arn:")) return { ctx, name: nameOrArn };
  const { account = ctx.account, region = ctx.region, resource = nameOrArn } = parseArn(nameOrArn) ?? {};
  const name = resource.startsWith(PREFIX) ? resource.slice(PREFIX.length) : resource;
  const isHere = account === ctx.account && region === ctx.region;
  return { ctx: isHere ? ctx : ctx.elsewhere({ account, region }), name };
}

/** A bus in the account and region of a context. The default bus always exists. */
export function busNamed(ctx: Context, name: string): BusRow | undefined {
  return ctx.table(BUSES).get(name) ?? (name === DEFAULT_BUS ? DEFAULT_ROW : undefined);
}

/** Finds a bus by its name or ARN. @throws ResourceNotFoundException */
export function existingBus(ctx: Context, nameOrArn?: string): LocatedBus {
  const { ctx: there, name } = busAddress(ctx, nameOrArn);
  const bus = busNamed(there, name);
  if (!bus) throw busNotFound(name);
  return { ctx: there, bus };
}

/** All buses, sorted by name. */
export function* busesOf(ctx: Context): Generator<BusRow> {
  const table = ctx.table(BUSES);
  let isDefaultDue = !table.has(DEFAULT_BUS);
  for (const bus of table.values()) {
    if (isDefaultDue && bus.name > DEFAULT_BUS) {
      isDefaultDue = false;
      yield DEFAULT_ROW;
    }
    yield bus;
  }
  if (isDefaultDue) yield DEFAULT_ROW;
}
