import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, invalid, rejected, snsWorld } from "./sns-world.js";

const world = snsWorld();
const PlatformApplicationArn = `arn:aws:sns:us-east-1:${ACCOUNT}:app/GCM/app`;
const Attributes = { PlatformCredential: "secret" };
const create = (more: object = {}) =>
  world.sns.createPlatformApplication({ Name: "app", Platform: "GCM", Attributes, ...more });

describe("platform applications", () => {
  test("are made, shown without credentials, changed and deleted", async () => {
    expect(await body(create())).toEqual({ PlatformApplicationArn });
    const get = () => body(world.sns.getPlatformApplicationAttributes({ PlatformApplicationArn }));
    expect(await get()).toEqual({ Attributes: { Enabled: "true" } });
    await world.sns.setPlatformApplicationAttributes({
      PlatformApplicationArn,
      Attributes: { EventDeliveryFailure: "arn:aws:sns:us-east-1:123456789012:t", PlatformCredential: "new" },
    });
    const shown = { Enabled: "true", EventDeliveryFailure: "arn:aws:sns:us-east-1:123456789012:t" };
    expect(await get()).toEqual({ Attributes: shown });
    expect(await body(world.sns.listPlatformApplications({}))).toEqual({
      PlatformApplications: [{ PlatformApplicationArn, Attributes: shown }],
    });
    for (let i = 0; i < 2; i++) await world.sns.deletePlatformApplication({ PlatformApplicationArn });
    expect(await failure(get())).toEqual(
      rejected("NotFoundException", "PlatformApplication does not exist", 404),
    );
  });

  test.each([
    [{ Platform: "AAA" }, "Platform Reason: AAA is not supported"],
    [{ Name: "" }, " Reason: cannot be empty"],
    [{ Name: "x".repeat(257) }, `${"x".repeat(257)} Reason: must be at most 256 characters long`],
    [
      { Name: "a b" },
      "a b Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'",
    ],
    [
      { Attributes: { PlatformPrincipal: "p" } },
      "Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential",
    ],
  ])("%j is rejected", async (given, text) => {
    expect(await failure(create(given))).toEqual(invalid(text));
  });
});

describe("endpoints", () => {
  const device = (Token = "token", more: object = {}) =>
    world.sns.createPlatformEndpoint({ PlatformApplicationArn, Token, ...more });

  test("are made once per token, changed, listed and deleted", async () => {
    await create();
    const { EndpointArn = "" } = await device("token", { CustomUserData: "u" });
    expect(EndpointArn).toMatch(
      new RegExp(`^arn:aws:sns:us-east-1:${ACCOUNT}:endpoint/GCM/app/[0-9a-f-]{36}$`),
    );
    expect((await device("token", { CustomUserData: "u" })).EndpointArn).toBe(EndpointArn);
    expect(await failure(device("token", { CustomUserData: "other" }))).toEqual(
      invalid(
        `Token Reason: Endpoint ${EndpointArn} already exists with the same Token, but different attributes.`,
      ),
    );
    await world.sns.setEndpointAttributes({ EndpointArn, Attributes: { Enabled: "FALSE" } });
    const shown = { Enabled: "false", Token: "token", CustomUserData: "u" };
    expect(await body(world.sns.getEndpointAttributes({ EndpointArn }))).toEqual({ Attributes: shown });
    expect(await body(world.sns.listEndpointsByPlatformApplication({ PlatformApplicationArn }))).toEqual({
      Endpoints: [{ EndpointArn, Attributes: shown }],
    });
    const long = { EndpointArn, Attributes: { CustomUserData: "ä".repeat(1025) } };
    expect(await failure(world.sns.setEndpointAttributes(long))).toEqual(
      invalid("CustomUserData Reason: must be at most 2048 bytes long in UTF-8 encoding"),
    );
    for (let i = 0; i < 2; i++) await world.sns.deleteEndpoint({ EndpointArn });
    expect(await failure(world.sns.getEndpointAttributes({ EndpointArn }))).toEqual(
      rejected("NotFoundException", "Endpoint does not exist", 404),
    );
  });

  test("get messages, which are recorded", async () => {
    await create();
    const { EndpointArn: TargetArn = "" } = await device();
    const Message = JSON.stringify({ default: "all", GCM: "{}" });
    await world.sns.publish({ TargetArn, Message, MessageStructure: "json" });
    expect(world.sim.sns.published()).toMatchObject([{ target: TargetArn, message: Message }]);
    expect(world.sim.sns.deliveries(TargetArn)).toMatchObject([
      { protocol: "application", status: "recorded", body: "all", topicArn: "" },
    ]);
  });

  test("get none when they, or their application, are disabled or deleted", async () => {
    await create();
    const { EndpointArn: TargetArn = "" } = await device();
    const publish = (arn = TargetArn) => failure(world.sns.publish({ TargetArn: arn, Message: "a" }));
    await world.sns.setEndpointAttributes({ EndpointArn: TargetArn, Attributes: { Enabled: "false" } });
    expect(await publish()).toEqual(rejected("EndpointDisabledException", "Endpoint is disabled"));
    const Attributes = { Enabled: "false" };
    await world.sns.setPlatformApplicationAttributes({ PlatformApplicationArn, Attributes });
    expect(await publish()).toEqual(
      rejected("PlatformApplicationDisabledException", "Platform application is disabled"),
    );
    expect(await publish(`${TargetArn}0`)).toEqual(
      invalid("TargetArn Reason: No endpoint found for the target arn specified"),
    );
  });
});
