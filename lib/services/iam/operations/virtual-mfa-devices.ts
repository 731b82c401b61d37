import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { virtualDeviceExists, virtualDeviceInUse } from "../credentials/errors.js";
import { devicesInUse, findVirtualDevice, saveVirtualDevice } from "../credentials/mfa-devices.js";
import type {
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse,
  DeleteVirtualMFADeviceRequest,
  ListMFADeviceTagsRequest,
  ListMFADeviceTagsResponse,
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse,
  TagMFADeviceRequest,
  UntagMFADeviceRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { VIRTUAL_DEVICES } from "../state.js";
import { describeTags, tagging } from "../tags.js";
import { describeUser } from "../users.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SEED_SIZE = 64;

/** A PNG of one white pixel, because tests do not scan QR codes. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTnX7wAAAABJRU5ErkJggg==";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html */
export function createVirtualMFADevice(
  input: CreateVirtualMFADeviceRequest,
  ctx: Context,
): CreateVirtualMFADeviceResponse {
  const { Path = "/", VirtualMFADeviceName } = input;
  const serialNumber = iamArn(ctx, `mfa${Path}${VirtualMFADeviceName}`);
  if (ctx.table(VIRTUAL_DEVICES).has(serialNumber)) throw virtualDeviceExists();
  const row = { serialNumber, tags: tagging.checked(input.Tags) };
  saveVirtualDevice(ctx, row);
  return {
    VirtualMFADevice: {
      SerialNumber: serialNumber,
      Base32StringSeed: Buffer.from(ctx.ids.text(BASE32, SEED_SIZE)),
      QRCodePNG: Buffer.from(PIXEL, "base64"),
      ...describeTags(row.tags),
    },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
export function listVirtualMFADevices(
  input: ListVirtualMFADevicesRequest,
  ctx: Context,
): ListVirtualMFADevicesResponse {
  const { AssignmentStatus: wanted = "Any" } = input;
  const inUse = devicesInUse(ctx);
  const rows = [...ctx.table(VIRTUAL_DEVICES).values()].filter(
    ({ serialNumber }) => wanted === "Any" || inUse.has(serialNumber) === (wanted === "Assigned"),
  );
  const { items, paging } = pageOfList(input, `virtual MFA devices, ${wanted}`, rows);
  const VirtualMFADevices = items.map(({ serialNumber }) => {
    const use = inUse.get(serialNumber);
    return {
      SerialNumber: serialNumber,
      ...(use && { User: describeUser(use.user), EnableDate: use.device.enabledAt }),
    };
  });
  return { VirtualMFADevices, ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html */
export function deleteVirtualMFADevice(input: DeleteVirtualMFADeviceRequest, ctx: Context): object {
  const { serialNumber } = findVirtualDevice(ctx, input.SerialNumber);
  if (devicesInUse(ctx).has(serialNumber)) throw virtualDeviceInUse();
  ctx.table(VIRTUAL_DEVICES).delete(serialNumber);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagMFADevice.html */
export function tagMFADevice(input: TagMFADeviceRequest, ctx: Context): object {
  const row = findVirtualDevice(ctx, input.SerialNumber);
  saveVirtualDevice(ctx, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagMFADevice.html */
export function untagMFADevice(input: UntagMFADeviceRequest, ctx: Context): object {
  const row = findVirtualDevice(ctx, input.SerialNumber);
  saveVirtualDevice(ctx, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADeviceTags.html */
export function listMFADeviceTags(input: ListMFADeviceTagsRequest, ctx: Context): ListMFADeviceTagsResponse {
  const { serialNumber, tags } = findVirtualDevice(ctx, input.SerialNumber);
  const { items, paging } = pageOfList(input, `tags of ${serialNumber}`, tags);
  return { Tags: items, ...paging };
}
