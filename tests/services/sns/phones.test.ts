import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { invalid, rejected, snsWorld } from "./sns-world.js";

const world = snsWorld();
const PhoneNumber = "+12065550100";

describe("SMS", () => {
  test("is recorded for the test, also in other accounts apart", async () => {
    const { MessageId } = await world.sns.publish({ PhoneNumber, Message: "Hello" });
    expect(world.sim.sns.deliveries(PhoneNumber)).toMatchObject([
      { protocol: "sms", messageId: MessageId, body: "Hello", status: "recorded" },
    ]);
    expect(world.sim.sns.published()).toMatchObject([{ target: PhoneNumber, message: "Hello" }]);
    expect(world.sim.sns.at({ account: "210987654321" }).deliveries()).toEqual([]);
    expect(await failure(world.sns.publish({ PhoneNumber: "+1a234", Message: "a" }))).toEqual(
      invalid("PhoneNumber Reason: +1a234 is not valid to publish to"),
    );
  });

  test("has settings", async () => {
    const get = (attributes?: string[]) => body(world.sns.getSMSAttributes({ attributes }));
    expect(await get()).toEqual({ attributes: { MonthlySpendLimit: "1" } });
    await world.sns.setSMSAttributes({
      attributes: { DefaultSMSType: "Transactional", DefaultSenderID: "Shop" },
    });
    expect(await get(["DefaultSMSType"])).toEqual({ attributes: { DefaultSMSType: "Transactional" } });
    expect(await get()).toEqual({
      attributes: { DefaultSMSType: "Transactional", DefaultSenderID: "Shop", MonthlySpendLimit: "1" },
    });
    for (const [name, value, message] of [
      ["InvalidAttribute", "a", "InvalidAttribute is not a valid attribute"],
      ["DefaultSMSType", "a", "DefaultSMSType is invalid"],
      ["DefaultSenderID", "123456789012", "DefaultSendID is not a valid attribute"],
    ] as const)
      expect(await failure(world.sns.setSMSAttributes({ attributes: { [name]: value } }))).toEqual(
        rejected("InvalidParameterException", message),
      );
  });

  test("does not reach numbers that are opted out", async () => {
    world.sim.sns.optOut(PhoneNumber);
    const phoneNumber = PhoneNumber;
    expect(await body(world.sns.checkIfPhoneNumberIsOptedOut({ phoneNumber }))).toEqual({ isOptedOut: true });
    expect(await body(world.sns.listPhoneNumbersOptedOut({}))).toEqual({ phoneNumbers: [PhoneNumber] });
    await world.sns.publish({ PhoneNumber, Message: "a" });
    expect(world.sim.sns.deliveries()).toMatchObject([
      { status: "failed", reason: "The phone number is opted out." },
    ]);
    for (let i = 0; i < 2; i++) await world.sns.optInPhoneNumber({ phoneNumber });
    expect(await body(world.sns.checkIfPhoneNumberIsOptedOut({ phoneNumber }))).toEqual({
      isOptedOut: false,
    });
    expect(await failure(world.sns.optInPhoneNumber({ phoneNumber: "a" }))).toEqual(
      invalid("PhoneNumber Reason: input incorrectly formatted"),
    );
  });

  test("has a sandbox whose numbers are verified by a password", async () => {
    expect(await body(world.sns.getSMSSandboxAccountStatus({}))).toEqual({ IsInSandbox: false });
    expect(await body(world.sns.listOriginationNumbers({}))).toEqual({ PhoneNumbers: [] });
    await world.sns.createSMSSandboxPhoneNumber({ PhoneNumber });
    const numbers = () => body(world.sns.listSMSSandboxPhoneNumbers({}));
    expect(await numbers()).toEqual({ PhoneNumbers: [{ PhoneNumber, Status: "Pending" }] });
    const [password = ""] = /\d{6}/.exec(world.sim.sns.deliveries(PhoneNumber)[0]?.body ?? "") ?? [];
    const verify = (OneTimePassword: string) =>
      world.sns.verifySMSSandboxPhoneNumber({ PhoneNumber, OneTimePassword });
    expect(await failure(verify("00000"))).toMatchObject({ code: "VerificationException" });
    await verify(password);
    expect(await numbers()).toEqual({ PhoneNumbers: [{ PhoneNumber, Status: "Verified" }] });
    await world.sns.deleteSMSSandboxPhoneNumber({ PhoneNumber });
    expect(await numbers()).toEqual({ PhoneNumbers: [] });
    expect(await failure(world.sns.deleteSMSSandboxPhoneNumber({ PhoneNumber }))).toMatchObject({
      code: "ResourceNotFoundException",
      status: 404,
    });
  });
});
