import type { Context } from "../../../runtime/context.js";
import { createOnce } from "../client-tokens.js";
import type {
  CreateFlowLogsRequest,
  CreateFlowLogsResult,
  DeleteFlowLogsRequest,
  DeleteFlowLogsResult,
  DescribeFlowLogsRequest,
  DescribeFlowLogsResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { unsuccessful } from "../unsuccessful.js";
import { flowLogExists, flowLogsNotFound } from "./errors.js";
import { checkedSettings, describeFlowLog, requireWatchable } from "./flow-logs.js";
import { FLOW_LOGS, type FlowLogRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html */
export function createFlowLogs(input: CreateFlowLogsRequest, ctx: Context): CreateFlowLogsResult {
  const result = createOnce<CreateFlowLogsResult>(ctx, "CreateFlowLogs", input, {
    find: (ids) => ({ FlowLogIds: ids === "" ? [] : ids.split(" "), Unsuccessful: [] }),
    idOf: ({ FlowLogIds = [] }) => FlowLogIds.join(" "),
    create: () => makeFlowLogs(ctx, input),
  });
  return { ...result, ClientToken: input.ClientToken };
}

function makeFlowLogs(ctx: Context, input: CreateFlowLogsRequest): CreateFlowLogsResult {
  const settings = checkedSettings(input);
  const FlowLogIds: string[] = [];
  const Unsuccessful = unsuccessful(input.ResourceIds, (resourceId) => {
    requireWatchable(ctx, input.ResourceType, resourceId);
    const isSame = (other: FlowLogRow) =>
      other.resourceId === resourceId &&
      other.destinationType === settings.destinationType &&
      other.destination === settings.destination &&
      other.logGroupName === settings.logGroupName;
    if ([...ctx.table(FLOW_LOGS).values()].some(isSame)) throw flowLogExists();
    const row: FlowLogRow = { flowLogId: newId(ctx, "fl"), resourceId, createdAt: ctx.now(), ...settings };
    ctx.table(FLOW_LOGS).put(row.flowLogId, row);
    FlowLogIds.push(row.flowLogId);
  });
  for (const id of FlowLogIds) tagNew(ctx, "vpc-flow-log", id, input.TagSpecifications);
  return { FlowLogIds, Unsuccessful };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html */
export function describeFlowLogs(input: DescribeFlowLogsRequest, ctx: Context): DescribeFlowLogsResult {
  const { Filter: Filters, MaxResults, NextToken: token, FlowLogIds: ids = [] } = input;
  const missing = ids.filter((id) => !ctx.table(FLOW_LOGS).has(id));
  if (missing.length > 0) throw flowLogsNotFound(missing);
  const { items, NextToken } = describePage(
    ctx,
    { Filters, MaxResults, NextToken: token },
    {
      kind: "vpc-flow-log",
      idOf: ({ flowLogId }) => flowLogId,
      all: ctx.table(FLOW_LOGS).values(),
      ids,
      filters: {
        "deliver-log-status": () => ["SUCCESS"],
        "flow-log-id": ({ flowLogId }) => [flowLogId],
        "log-destination-type": ({ destinationType }) => [destinationType],
        "log-group-name": ({ logGroupName }) => [logGroupName],
        "resource-id": ({ resourceId }) => [resourceId],
        "traffic-type": ({ trafficType }) => [trafficType],
      },
    },
  );
  return { FlowLogs: items.map((row) => describeFlowLog(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFlowLogs.html */
export function deleteFlowLogs(input: DeleteFlowLogsRequest, ctx: Context): DeleteFlowLogsResult {
  const missing = input.FlowLogIds.filter((id) => !ctx.table(FLOW_LOGS).has(id));
  if (missing.length > 0) throw flowLogsNotFound(missing);
  for (const id of input.FlowLogIds) {
    ctx.table(FLOW_LOGS).delete(id);
    removeTags(ctx, id, undefined);
  }
  return { Unsuccessful: [] };
}
