import { type AuthorizationTable, all, anywhere, on, passRole, tagged } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { LogsOperations } from "./generated/types.js";

const LOGS = "logs.amazonaws.com";

interface OfGroup {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
}

/** The ARN that Logs checks for a group ends with `:*`, so policies must name `log-group:g:*`. */
function groupArn(ctx: Context, { logGroupName, logGroupIdentifier }: OfGroup): string {
  const group = logGroupIdentifier ?? logGroupName ?? "*";
  return group.startsWith("arn:") ? `${group.replace(/:\*$/, "")}:*` : ctx.arn(`log-group:${group}:*`);
}

/** The form of groups in messages. */
const shownGroup = (ctx: Context, { logGroupName = "" }: OfGroup) =>
  ctx.arn(`log-group:${logGroupName}:log-stream:`);

const onGroup = on<OfGroup>((input, ctx) => groupArn(ctx, input));
const onNewGroup = on<OfGroup>(
  (input, ctx) => groupArn(ctx, input),
  (input, ctx) => ({ shown: shownGroup(ctx, input) }),
);
const onStream = on<OfGroup & { readonly logStreamName?: string }>(
  (input, ctx) => `${groupArn(ctx, input).slice(0, -1)}log-stream:${input.logStreamName ?? ""}`,
);
const onGroups = on<{
  readonly logGroupName?: string;
  readonly logGroupNames?: readonly string[];
  readonly logGroupIdentifiers?: readonly string[];
}>(({ logGroupName, logGroupNames = [], logGroupIdentifiers = [] }, ctx) => {
  const named = [
    ...logGroupNames,
    ...logGroupIdentifiers,
    ...(logGroupName === undefined ? [] : [logGroupName]),
  ];
  return (named.length === 0 ? ["*"] : named).map((group) => groupArn(ctx, { logGroupIdentifier: group }));
});
const byIdentifiers = on<{ readonly logGroupIdentifiers: readonly string[] }>(
  ({ logGroupIdentifiers }, ctx) =>
    logGroupIdentifiers.map((group) => groupArn(ctx, { logGroupIdentifier: group })),
);
const named = (type: string) => on<{ readonly name: string }>(({ name }, ctx) => ctx.arn(`${type}:${name}`));
const onDestination = on<{ readonly destinationName: string }>(({ destinationName }, ctx) =>
  ctx.arn(`destination:${destinationName}`),
);
const onDeliveryDestination = on<{ readonly deliveryDestinationName: string }>(
  ({ deliveryDestinationName }, ctx) => ctx.arn(`delivery-destination:${deliveryDestinationName}`),
);
const onDelivery = on<{ readonly id: string }>(({ id }, ctx) => ctx.arn(`delivery:${id}`));
const onDetector = on<{ readonly anomalyDetectorArn: string }>(
  ({ anomalyDetectorArn }) => anomalyDetectorArn,
);
const onResource = on<{ readonly resourceArn: string }>(({ resourceArn }) => resourceArn);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const authorization = {
  associateKmsKey: onGroup,
  cancelExportTask: anywhere,
  createDelivery: on(({ deliverySourceName, deliveryDestinationArn }, ctx) => [
    ctx.arn(`delivery-source:${deliverySourceName}`),
    deliveryDestinationArn,
  ]),
  createExportTask: onGroup,
  createLogAnomalyDetector: on(({ logGroupArnList }) => logGroupArnList.map((arn) => `${arn}:*`)),
  createLogGroup: tagged(onNewGroup, "logs:TagResource"),
  createLogStream: onStream,
  deleteAccountPolicy: anywhere,
  deleteDataProtectionPolicy: onGroup,
  deleteDelivery: onDelivery,
  deleteDeliveryDestination: named("delivery-destination"),
  deleteDeliveryDestinationPolicy: onDeliveryDestination,
  deleteDeliverySource: named("delivery-source"),
  deleteDestination: onDestination,
  deleteIndexPolicy: onGroup,
  deleteLogAnomalyDetector: onDetector,
  deleteLogGroup: onNewGroup,
  deleteLogStream: onStream,
  deleteMetricFilter: onGroup,
  deleteQueryDefinition: anywhere,
  deleteResourcePolicy: anywhere,
  deleteRetentionPolicy: onGroup,
  deleteSubscriptionFilter: onGroup,
  deleteTransformer: onGroup,
  describeAccountPolicies: anywhere,
  describeDeliveries: anywhere,
  describeDeliveryDestinations: anywhere,
  describeDeliverySources: anywhere,
  describeDestinations: anywhere,
  describeExportTasks: anywhere,
  describeFieldIndexes: byIdentifiers,
  describeIndexPolicies: byIdentifiers,
  describeLogGroups: on(
    (_input, ctx) => ctx.arn("log-group:*"),
    (_input, ctx) => ({ shown: ctx.arn("log-group::log-stream:") }),
  ),
  describeLogStreams: onGroup,
  describeMetricFilters: onGroup,
  describeQueries: anywhere,
  describeQueryDefinitions: anywhere,
  describeResourcePolicies: anywhere,
  describeSubscriptionFilters: onGroup,
  disassociateKmsKey: onGroup,
  filterLogEvents: onGroup,
  getDataProtectionPolicy: onGroup,
  getDelivery: onDelivery,
  getDeliveryDestination: named("delivery-destination"),
  getDeliveryDestinationPolicy: onDeliveryDestination,
  getDeliverySource: named("delivery-source"),
  getLogAnomalyDetector: onDetector,
  getLogEvents: onStream,
  getLogGroupFields: onGroup,
  getLogRecord: anywhere,
  getQueryResults: anywhere,
  getTransformer: onGroup,
  listAnomalies: anywhere,
  listLogAnomalyDetectors: anywhere,
  listLogGroups: anywhere,
  listTagsForResource: onResource,
  listTagsLogGroup: onGroup,
  putAccountPolicy: anywhere,
  putDataProtectionPolicy: onGroup,
  putDeliveryDestination: named("delivery-destination"),
  putDeliveryDestinationPolicy: onDeliveryDestination,
  putDeliverySource: named("delivery-source"),
  putDestination: all<{ readonly destinationName: string; readonly roleArn: string }>(
    onDestination,
    ({ roleArn }) => passRole([roleArn], LOGS),
  ),
  putDestinationPolicy: onDestination,
  putIndexPolicy: onGroup,
  putLogEvents: onStream,
  putLogGroupDeletionProtection: onGroup,
  putMetricFilter: onGroup,
  putQueryDefinition: anywhere,
  putResourcePolicy: anywhere,
  putRetentionPolicy: onGroup,
  putSubscriptionFilter: all<OfGroup & { readonly roleArn?: string }>(onGroup, ({ roleArn }) =>
    passRole([roleArn], LOGS),
  ),
  putTransformer: onGroup,
  startQuery: onGroups,
  stopQuery: anywhere,
  tagLogGroup: onGroup,
  tagResource: onResource,
  testMetricFilter: anywhere,
  untagLogGroup: onGroup,
  untagResource: onResource,
  updateDeliveryConfiguration: onDelivery,
  updateLogAnomalyDetector: onDetector,
} satisfies AuthorizationTable<LogsOperations>;
