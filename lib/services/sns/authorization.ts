import { keysOf, type Need } from "../../authorization/requirement.js";
import {
  type AuthorizationTable,
  anywhere,
  type OperationRule,
  on,
  passRole,
  tagged,
} from "../../authorization/table.js";
import type { SnsOperations } from "./generated/types.js";

/** The action with the operation's name, on the topic of the request. */
const onTopic = on(({ TopicArn }: { readonly TopicArn: string }) => TopicArn);
const onResource = on(({ ResourceArn }: { readonly ResourceArn: string }) => ResourceArn);
const onApplication = on(
  ({ PlatformApplicationArn }: { readonly PlatformApplicationArn: string }) => PlatformApplicationArn,
);

/** Passes the role of an attribute in which SNS writes the status of deliveries to CloudWatch Logs. */
function passFeedbackRole(name: string, role: string | undefined): readonly Need[] {
  return name.endsWith("FeedbackRoleArn") ? passRole([role], "sns.amazonaws.com") : [];
}

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
  createTopic: tagged(
    ({ Name, Attributes = {} }, ctx) => [
      { resource: ctx.arn(Name) },
      ...Object.entries(Attributes).flatMap(([name, value]) => passFeedbackRole(name, value)),
    ],
    "sns:TagResource",
  ),
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
  setTopicAttributes: ({ TopicArn, AttributeName, AttributeValue }) => [
    { resource: TopicArn },
    ...passFeedbackRole(AttributeName, AttributeValue),
  ],
  subscribe: ({ TopicArn, Protocol, Endpoint }) => ({
    resource: TopicArn,
    keys: keysOf({ "sns:Protocol": Protocol, "sns:Endpoint": Endpoint }),
  }),
  tagResource: onResource,
  unsubscribe: unlessLinked(anywhere),
  untagResource: onResource,
  verifySMSSandboxPhoneNumber: anywhere,
} satisfies AuthorizationTable<SnsOperations>;
