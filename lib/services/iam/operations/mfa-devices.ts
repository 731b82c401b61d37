import type { Context } from "../../../runtime/context.js";
import { thisSecond } from "../arns.js";
import { codesNotConsecutive, deviceInUse, mfaDeviceNotFound } from "../credentials/errors.js";
import { devicesInUse, findVirtualDevice, isVirtual } from "../credentials/mfa-devices.js";
import { saveCredentials, userOf, withCredential } from "../credentials/users.js";
import type {
  DeactivateMFADeviceRequest,
  EnableMFADeviceRequest,
  GetMFADeviceRequest,
  GetMFADeviceResponse,
  ListMFADevicesRequest,
  ListMFADevicesResponse,
  ResyncMFADeviceRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { findPrincipal, USER } from "../principals.js";
import { MFA_DEVICES_PER_USER } from "../quotas.js";
import type { UserRow } from "../state.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html */
export function enableMFADevice(input: EnableMFADeviceRequest, ctx: Context): object {
  const user = userOf(ctx, input);
  const { SerialNumber: serialNumber } = input;
  if (isVirtual(serialNumber)) findVirtualDevice(ctx, serialNumber);
  if (devicesInUse(ctx).has(serialNumber)) throw deviceInUse();
  checkCodes(input);
  const device = { serialNumber, enabledAt: thisSecond(ctx) };
  const { mfaDevices } = user.credentials;
  saveCredentials(ctx, user, {
    mfaDevices: withCredential(mfaDevices, device, "MFADevicesPerUser", MFA_DEVICES_PER_USER),
  });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html */
export function deactivateMFADevice(input: DeactivateMFADeviceRequest, ctx: Context): object {
  const user = userOf(ctx, input);
  requireEnabled(user, input.SerialNumber);
  const { mfaDevices } = user.credentials;
  saveCredentials(ctx, user, {
    mfaDevices: mfaDevices.filter(({ serialNumber }) => serialNumber !== input.SerialNumber),
  });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html */
export function resyncMFADevice(input: ResyncMFADeviceRequest, ctx: Context): object {
  requireEnabled(userOf(ctx, input), input.SerialNumber);
  checkCodes(input);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export function listMFADevices(input: ListMFADevicesRequest, ctx: Context): ListMFADevicesResponse {
  const { name, credentials } = userOf(ctx, input);
  const { items, paging } = pageOfList(input, `MFA devices of ${name}`, credentials.mfaDevices);
  const MFADevices = items.map(({ serialNumber, enabledAt }) => ({
    UserName: name,
    SerialNumber: serialNumber,
    EnableDate: enabledAt,
  }));
  return { MFADevices, ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html */
export function getMFADevice(input: GetMFADeviceRequest, ctx: Context): GetMFADeviceResponse {
  const { SerialNumber, UserName } = input;
  if (UserName !== undefined) requireEnabled(findPrincipal(ctx, USER, UserName), SerialNumber);
  const use = devicesInUse(ctx).get(SerialNumber);
  if (!use) return { SerialNumber: findVirtualDevice(ctx, SerialNumber).serialNumber };
  return { UserName: use.user.name, SerialNumber, EnableDate: use.device.enabledAt };
}

/** @throws NoSuchEntity when it is not a device of the user */
function requireEnabled({ credentials }: UserRow, serialNumber: string): void {
  if (!credentials.mfaDevices.some((device) => device.serialNumber === serialNumber))
    throw mfaDeviceNotFound(serialNumber);
}

/**
 * Two consecutive codes must differ. They are not compared with the seed, because the simulated clock may
 * have any time.
 */
function checkCodes(codes: {
  readonly AuthenticationCode1: string;
  readonly AuthenticationCode2: string;
}): void {
  if (codes.AuthenticationCode1 === codes.AuthenticationCode2) throw codesNotConsecutive();
}
