import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld, START } from "./iam-world.js";

const world = iamWorld();
const CODES = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };

/** Creates a virtual device and returns its serial number. */
async function virtualDevice(VirtualMFADeviceName = "phone"): Promise<string> {
  const { VirtualMFADevice } = await world.iam.createVirtualMFADevice({ VirtualMFADeviceName });
  return VirtualMFADevice?.SerialNumber ?? "";
}

const notFound = (SerialNumber: string) => ({
  code: "NoSuchEntity",
  status: 404,
  message: `MFA Device with serial number ${SerialNumber} does not exist.`,
});

test("a virtual device has a seed and an image, which only its creation returns", async () => {
  const Tags = [{ Key: "a", Value: "b" }];
  const { VirtualMFADevice } = await world.iam.createVirtualMFADevice({
    VirtualMFADeviceName: "phone",
    Path: "/team/",
    Tags,
  });
  const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/team/phone`;
  expect(VirtualMFADevice).toEqual({
    SerialNumber,
    Base32StringSeed: expect.any(Uint8Array),
    QRCodePNG: expect.any(Uint8Array),
    Tags,
  });
  expect(Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString()).toMatch(/^[A-Z2-7]{64}$/);
  expect(
    Buffer.from(VirtualMFADevice?.QRCodePNG ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  expect(await body(world.iam.listVirtualMFADevices({}))).toEqual({
    VirtualMFADevices: [{ SerialNumber }],
    IsTruncated: false,
  });
  expect(
    await failure(world.iam.createVirtualMFADevice({ VirtualMFADeviceName: "phone", Path: "/team/" })),
  ).toEqual({ code: "EntityAlreadyExists", status: 409, message: "MFA device already exists." });
  await world.iam.deleteVirtualMFADevice({ SerialNumber });
  expect(await failure(world.iam.deleteVirtualMFADevice({ SerialNumber }))).toEqual(notFound(SerialNumber));
});

test.each(["team/", "/team"])("the path %s of a device is invalid", async (Path) => {
  expect(await failure(world.iam.createVirtualMFADevice({ VirtualMFADeviceName: "phone", Path }))).toEqual({
    code: "ValidationError",
    status: 400,
    message:
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
  });
});

test("a user enables a device, which then is in use until it is deactivated", async () => {
  const { User } = await world.iam.createUser({ UserName: "ann" });
  await world.iam.createUser({ UserName: "bob" });
  const SerialNumber = await virtualDevice();
  await world.iam.enableMFADevice({ UserName: "ann", SerialNumber, ...CODES });
  expect(await body(world.iam.listMFADevices({ UserName: "ann" }))).toEqual({
    MFADevices: [{ UserName: "ann", SerialNumber, EnableDate: START }],
    IsTruncated: false,
  });
  expect(await body(world.iam.getMFADevice({ SerialNumber }))).toEqual({
    UserName: "ann",
    SerialNumber,
    EnableDate: START,
  });
  expect(await failure(world.iam.getMFADevice({ SerialNumber, UserName: "bob" }))).toEqual(
    notFound(SerialNumber),
  );
  const devices = async (AssignmentStatus: "Assigned" | "Unassigned") =>
    (await world.iam.listVirtualMFADevices({ AssignmentStatus })).VirtualMFADevices;
  expect(await devices("Assigned")).toEqual([{ SerialNumber, User, EnableDate: START }]);
  expect(await devices("Unassigned")).toEqual([]);
  expect(await failure(world.iam.enableMFADevice({ UserName: "bob", SerialNumber, ...CODES }))).toEqual({
    code: "EntityAlreadyExists",
    status: 409,
    message: "MFA Device is already in use.",
  });
  expect(await failure(world.iam.deleteVirtualMFADevice({ SerialNumber }))).toEqual({
    code: "DeleteConflict",
    status: 409,
    message: "MFA VirtualDevice in use. Must deactivate first.",
  });
  expect(await failure(world.iam.deleteUser({ UserName: "ann" }))).toEqual({
    code: "DeleteConflict",
    status: 409,
    message: "Cannot delete entity, must delete MFA device first.",
  });
  await world.iam.resyncMFADevice({ UserName: "ann", SerialNumber, ...CODES });
  await world.iam.deactivateMFADevice({ UserName: "ann", SerialNumber });
  expect(await devices("Unassigned")).toEqual([{ SerialNumber }]);
  expect(await body(world.iam.getMFADevice({ SerialNumber }))).toEqual({ SerialNumber });
  await world.iam.deleteUser({ UserName: "ann" });
});

test("the two codes must differ", async () => {
  await world.iam.createUser({ UserName: "ann" });
  const SerialNumber = await virtualDevice();
  const same = { AuthenticationCode1: "123456", AuthenticationCode2: "123456" };
  expect(await failure(world.iam.enableMFADevice({ UserName: "ann", SerialNumber, ...same }))).toEqual({
    code: "InvalidAuthenticationCode",
    status: 403,
    message: "Authentication code for device is not valid.",
  });
});

test("users and devices that do not exist are NoSuchEntity", async () => {
  await world.iam.createUser({ UserName: "ann" });
  const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/none`;
  const unknown = { code: "NoSuchEntity", message: "The user with name nobody cannot be found." };
  const enable = (UserName: string) => world.iam.enableMFADevice({ UserName, SerialNumber, ...CODES });
  expect(await failure(enable("nobody"))).toMatchObject(unknown);
  expect(await failure(enable("ann"))).toEqual(notFound(SerialNumber));
  const deactivate = (UserName: string) => world.iam.deactivateMFADevice({ UserName, SerialNumber });
  expect(await failure(deactivate("nobody"))).toMatchObject(unknown);
  expect(await failure(deactivate("ann"))).toEqual(notFound(SerialNumber));
  expect(await failure(world.iam.getMFADevice({ SerialNumber }))).toEqual(notFound(SerialNumber));
});

test("a user has eight devices at most, hardware devices among them", async () => {
  await world.iam.createUser({ UserName: "ann" });
  const enable = (SerialNumber: string) =>
    world.iam.enableMFADevice({ UserName: "ann", SerialNumber, ...CODES });
  for (let device = 1; device <= 8; device++) await enable(`GAHT1234567${device}`);
  expect(await failure(enable("GAHT12345679"))).toEqual({
    code: "LimitExceeded",
    status: 409,
    message: "Cannot exceed quota for MFADevicesPerUser: 8",
  });
  const first = await world.iam.listMFADevices({ UserName: "ann", MaxItems: 5 });
  expect([first.MFADevices?.length, first.IsTruncated]).toEqual([5, true]);
  const rest = await world.iam.listMFADevices({ UserName: "ann", Marker: first.Marker });
  expect(rest.MFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual([
    "GAHT12345676",
    "GAHT12345677",
    "GAHT12345678",
  ]);
  expect((await world.iam.getAccountSummary({})).SummaryMap).toMatchObject({
    MFADevices: 8,
    MFADevicesInUse: 8,
  });
});

test("virtual devices come in pages, and have tags", async () => {
  for (const name of ["a", "b", "c"]) await virtualDevice(name);
  const first = await world.iam.listVirtualMFADevices({ MaxItems: 2 });
  expect([first.VirtualMFADevices?.length, first.IsTruncated]).toEqual([2, true]);
  const second = await world.iam.listVirtualMFADevices({ Marker: first.Marker });
  expect(second.VirtualMFADevices).toEqual([{ SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/c` }]);
  expect(await failure(world.iam.listVirtualMFADevices({ Marker: "none" }))).toMatchObject({
    code: "ValidationError",
    message: "Invalid Marker.",
  });
  const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/a`;
  await world.iam.tagMFADevice({
    SerialNumber,
    Tags: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
  });
  await world.iam.untagMFADevice({ SerialNumber, TagKeys: ["A"] });
  expect(await body(world.iam.listMFADeviceTags({ SerialNumber }))).toEqual({
    Tags: [{ Key: "b", Value: "2" }],
    IsTruncated: false,
  });
});
