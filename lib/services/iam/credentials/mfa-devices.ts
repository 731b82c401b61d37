import type { Context } from "../../../runtime/context.js";
import { USERS, type UserRow, VIRTUAL_DEVICES, type VirtualDeviceRow } from "../state.js";
import { mfaDeviceNotFound } from "./errors.js";
import type { EnabledDevice } from "./rows.js";

/** An enabled device, and its user. */
export interface DeviceInUse {
  readonly user: UserRow;
  readonly device: EnabledDevice;
}

/** @throws NoSuchEntity */
export function findVirtualDevice(ctx: Context, serialNumber: string): VirtualDeviceRow {
  const row = ctx.table(VIRTUAL_DEVICES).get(serialNumber);
  if (!row) throw mfaDeviceNotFound(serialNumber);
  return row;
}

export function saveVirtualDevice(ctx: Context, row: VirtualDeviceRow): void {
  ctx.table(VIRTUAL_DEVICES).put(row.serialNumber, row);
}

/** The devices enabled by users of the account, by serial number. */
export function devicesInUse(ctx: Context): ReadonlyMap<string, DeviceInUse> {
  const inUse = new Map<string, DeviceInUse>();
  for (const user of ctx.table(USERS).values()) {
    for (const device of user.credentials.mfaDevices) inUse.set(device.serialNumber, { user, device });
  }
  return inUse;
}

/** Whether a serial number belongs to a virtual device; those of hardware devices are not ARNs. */
export function isVirtual(serialNumber: string): boolean {
  return serialNumber.startsWith("arn:");
}
