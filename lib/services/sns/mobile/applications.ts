import {
  applicationNameInvalid,
  credentialMissing,
  mobileAttributeInvalid,
  platformUnknown,
  principalWithoutCredential,
} from "../errors/mobile.js";

type Attributes = Readonly<Record<string, string>>;

const LONGEST_NAME = 256;
const NAME = /^[\w.-]+$/;

/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
const PLATFORMS: ReadonlySet<string> = new Set([
  "ADM",
  "APNS",
  "APNS_SANDBOX",
  "APNS_VOIP",
  "APNS_VOIP_SANDBOX",
  "BAIDU",
  "FCM",
  "GCM",
  "MACOS",
  "MACOS_SANDBOX",
  "MPNS",
  "WNS",
]);

/** Credentials are never returned. */
const SECRET: ReadonlySet<string> = new Set(["PlatformCredential", "PlatformPrincipal"]);
const SHOWN: ReadonlySet<string> = new Set([
  "Enabled",
  "EventEndpointCreated",
  "EventEndpointDeleted",
  "EventEndpointUpdated",
  "EventDeliveryFailure",
  "SuccessFeedbackRoleArn",
  "FailureFeedbackRoleArn",
  "SuccessFeedbackSampleRate",
  "ApplePlatformTeamID",
  "ApplePlatformBundleID",
]);

/** @throws InvalidParameter */
export function checkPlatform(platform: string): void {
  if (!PLATFORMS.has(platform)) throw platformUnknown(platform);
}

/** @throws InvalidParameter for a name, or for credentials that are not complete */
export function checkApplication(name: string, attributes: Attributes): void {
  if (name === "") throw applicationNameInvalid(name, "cannot be empty");
  if (name.length > LONGEST_NAME)
    throw applicationNameInvalid(name, `must be at most ${LONGEST_NAME} characters long`);
  if (!NAME.test(name))
    throw applicationNameInvalid(
      name,
      "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'",
    );
  const given = new Set(Object.keys(attributes));
  if (given.has("PlatformPrincipal") && !given.has("PlatformCredential")) throw principalWithoutCredential();
  if (!given.has("PlatformCredential")) throw credentialMissing();
}

/** The attributes of an application after a change, without credentials. @throws InvalidParameter */
export function applicationAttributes(
  given: Attributes,
  before: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const attributes = new Map(before);
  for (const [name, value] of Object.entries(given)) {
    if (SHOWN.has(name)) attributes.set(name, value);
    else if (!SECRET.has(name)) throw mobileAttributeInvalid(name);
  }
  return attributes;
}
