import { keysOf } from "../../authorization/requirement.js";
import {
  type AuthorizationTable,
  all,
  anywhere,
  type OperationRule,
  on,
  passRole,
  tagged,
} from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import { busAddress, busArn } from "./buses/lookup.js";
import type { EventBridgeOperations } from "./generated/types.js";
import { ruleArn } from "./rules/lookup.js";

const SERVICE = "events.amazonaws.com";

function busArnOf(ctx: Context, nameOrArn: string | undefined): string {
  const { ctx: there, name } = busAddress(ctx, nameOrArn);
  return busArn(there, name);
}

interface OfRule {
  readonly Name: string;
  readonly EventBusName?: string;
}

function ruleArnOf(ctx: Context, { Name: name, EventBusName }: OfRule): string {
  const { ctx: there, name: bus } = busAddress(ctx, EventBusName);
  return ruleArn(there, { bus, name });
}

const onBus = on<{ readonly EventBusName?: string }>(({ EventBusName }, ctx) => busArnOf(ctx, EventBusName));
const onNamedBus = on<{ readonly Name?: string }>(({ Name }, ctx) => busArnOf(ctx, Name));
const onRule = on<OfRule>((input, ctx) => ruleArnOf(ctx, input));
const onTargets = on<{ readonly Rule: string; readonly EventBusName?: string }>(
  ({ Rule, EventBusName }, ctx) =>
    ruleArnOf(ctx, { Name: Rule, ...(EventBusName !== undefined && { EventBusName }) }),
);
const onArchive = on<{ readonly ArchiveName: string }>(({ ArchiveName }, ctx) =>
  ctx.arn(`archive/${ArchiveName}`),
);
const onReplay = on<{ readonly ReplayName: string }>(({ ReplayName }, ctx) =>
  ctx.arn(`replay/${ReplayName}`),
);
const onConnection = on<{ readonly Name: string }>(({ Name }, ctx) => ctx.arn(`connection/${Name}/*`));
const onApiDestination = on<{ readonly Name: string }>(({ Name }, ctx) =>
  ctx.arn(`api-destination/${Name}/*`),
);
const onResource = on<{ readonly ResourceARN: string }>(({ ResourceARN }) => ResourceARN);

const passesRole: OperationRule<{ readonly RoleArn?: string }> = ({ RoleArn }) =>
  passRole([RoleArn], SERVICE);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const authorization = {
  cancelReplay: onReplay,
  createApiDestination: onApiDestination,
  createArchive: on(({ ArchiveName, EventSourceArn }, ctx) => [
    ctx.arn(`archive/${ArchiveName}`),
    EventSourceArn,
  ]),
  createConnection: onConnection,
  createEventBus: tagged(onNamedBus, "events:TagResource"),
  deauthorizeConnection: onConnection,
  deleteApiDestination: onApiDestination,
  deleteArchive: onArchive,
  deleteConnection: onConnection,
  deleteEventBus: onNamedBus,
  deleteRule: onRule,
  describeApiDestination: onApiDestination,
  describeArchive: onArchive,
  describeConnection: onConnection,
  describeEventBus: onNamedBus,
  describeReplay: onReplay,
  describeRule: onRule,
  disableRule: onRule,
  enableRule: onRule,
  listApiDestinations: anywhere,
  listArchives: anywhere,
  listConnections: anywhere,
  listEventBuses: anywhere,
  listReplays: anywhere,
  listRuleNamesByTarget: anywhere,
  listRules: onBus,
  listTagsForResource: onResource,
  listTargetsByRule: onTargets,
  putEvents: ({ Entries }, ctx) =>
    Entries.map(({ EventBusName, Source, DetailType }) => ({
      resource: busArnOf(ctx, EventBusName),
      keys: keysOf({ "events:source": Source, "events:detail-type": DetailType }),
    })),
  putPermission: onBus,
  putRule: tagged(all<OfRule & { readonly RoleArn?: string }>(onRule, passesRole), "events:TagResource"),
  putTargets: all<{
    readonly Rule: string;
    readonly EventBusName?: string;
    readonly Targets: readonly { readonly RoleArn?: string }[];
  }>(onTargets, ({ Targets }) =>
    passRole(
      Targets.map(({ RoleArn }) => RoleArn),
      SERVICE,
    ),
  ),
  removePermission: onBus,
  removeTargets: onTargets,
  startReplay: onReplay,
  tagResource: onResource,
  testEventPattern: anywhere,
  untagResource: onResource,
  updateApiDestination: onApiDestination,
  updateArchive: onArchive,
  updateConnection: onConnection,
  updateEventBus: onNamedBus,
} satisfies AuthorizationTable<EventBridgeOperations>;
