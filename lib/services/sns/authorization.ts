import { keysOf } from "../../authorization/requirement.js";
import { type AuthorizationTable, anywhere, type OperationRule, on } from "../../authorization/table.js";
import type { SnsOperations } from "./generated/types.js";

/** The action with the operation's name, on the topic of the request. */
const onTopic = on(({ TopicArn }: { readonly TopicArn: string }) => TopicArn);
const onResource = on(({ ResourceArn }: { readonly ResourceArn: string }) => ResourceArn);
const onApplication = on(
  ({ PlatformApplicationArn }: { readonly PlatformApplicationArn: string }) => PlatformApplicationArn,
);

/** Links in messages are requested without a signature, and need no permission. */
function unlessLinked<Input>(rule: OperationRule<Input>): OperationRule<Input> {
  return (input, ctx) =>
    ctx.caller.accessKeyId === "" && ctx.requestId !== "" ? { always: true } : rule(input, ctx);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const authorization = {
  addPermission: onTopic,
  checkIfPhoneNumberIsOptedOut: anywhere,
  confirmSubscription: unlessLinked(onTopic),
  createPlatformApplication: anywhere,
  createPlatformEndpoint: onApplication,
  createSMSSandboxPhoneNumber: anywhere,
  createTopic: ({ Name }, ctx) => ({ resource: ctx.arn(Name) }),
  deleteEndpoint: anywhere,
  deletePlatformApplication: onApplication,
  deleteSMSSandboxPhoneNumber: anywhere,
  deleteTopic: onTopic,
  getDataProtectionPolicy: onResource,
  getEndpointAttributes: anywhere,
  getPlatformApplicationAttributes: onApplication,
  getSMSAttributes: anywhere,
  getSMSSandboxAccountStatus: anywhere,
  getSubscriptionAttributes: anywhere,
  getTopicAttributes: onTopic,
  listEndpointsByPlatformApplication: onApplication,
  listOriginationNumbers: anywhere,
  listPhoneNumbersOptedOut: anywhere,
  listPlatformApplications: anywhere,
  listSMSSandboxPhoneNumbers: anywhere,
  listSubscriptions: anywhere,
  listSubscriptionsByTopic: onTopic,
  listTagsForResource: onResource,
  listTopics: anywhere,
  optInPhoneNumber: anywhere,
  publish: ({ TopicArn, TargetArn }) => {
    const resource = TopicArn ?? TargetArn;
    return resource === undefined ? {} : { resource };
  },
  publishBatch: ({ TopicArn }) => ({ action: "sns:Publish", resource: TopicArn }),
  putDataProtectionPolicy: onResource,
  removePermission: onTopic,
  setEndpointAttributes: anywhere,
  setPlatformApplicationAttributes: onApplication,
  setSMSAttributes: anywhere,
  setSubscriptionAttributes: anywhere,
  setTopicAttributes: onTopic,
  subscribe: ({ TopicArn, Protocol, Endpoint }) => ({
    resource: TopicArn,
    keys: keysOf({ "sns:Protocol": Protocol, "sns:Endpoint": Endpoint }),
  }),
  tagResource: onResource,
  unsubscribe: unlessLinked(anywhere),
  untagResource: onResource,
  verifySMSSandboxPhoneNumber: anywhere,
} satisfies AuthorizationTable<SnsOperations>;
