import type { Context } from "../../../runtime/context.js";
import { beginDetector, detectorDescribed } from "../anomaly-detectors.js";
import { anomalyDetectorNotFound } from "../errors.js";
import { readPattern } from "../filter-pattern/read-pattern.js";
import type {
  AnomalyDetector,
  CreateLogAnomalyDetectorRequest,
  CreateLogAnomalyDetectorResponse,
  DeleteLogAnomalyDetectorRequest,
  GetLogAnomalyDetectorRequest,
  GetLogAnomalyDetectorResponse,
  ListAnomaliesRequest,
  ListAnomaliesResponse,
  ListLogAnomalyDetectorsRequest,
  ListLogAnomalyDetectorsResponse,
  UpdateLogAnomalyDetectorRequest,
} from "../generated/types.js";
import { groupArn, identifiedGroup } from "../groups.js";
import { pager } from "../paging.js";
import { ANOMALY_DETECTORS, type AnomalyDetectorRow } from "../state/anomaly-detectors.js";
import { tagging } from "../tags.js";

/** Default days after which an anomaly counts as normal. */
const VISIBILITY_DAYS = 21;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogAnomalyDetector.html */
export function createLogAnomalyDetector(
  input: CreateLogAnomalyDetectorRequest,
  ctx: Context,
): CreateLogAnomalyDetectorResponse {
  const { tags, anomalyVisibilityTime = VISIBILITY_DAYS, logGroupArnList, ...settings } = input;
  readPattern(input.filterPattern);
  const groups = logGroupArnList.map((arn) => identifiedGroup(ctx, arn));
  const anomalyDetectorArn = ctx.arn(`anomaly-detector:${ctx.ids.uuid()}`);
  beginDetector(ctx, {
    ...settings,
    anomalyDetectorArn,
    logGroupArnList: groups.map(({ logGroupName }) => groupArn(ctx, logGroupName)),
    anomalyVisibilityTime,
    anomalyDetectorStatus: "INITIALIZING",
    creationTimeStamp: ctx.now(),
    lastModifiedTimeStamp: ctx.now(),
    tags: tagging.checked(tags),
  });
  return { anomalyDetectorArn };
}

export function getLogAnomalyDetector(
  input: GetLogAnomalyDetectorRequest,
  ctx: Context,
): GetLogAnomalyDetectorResponse {
  const row = existing(ctx, input.anomalyDetectorArn);
  detectorDescribed(ctx, row);
  const { anomalyDetectorArn: _, ...detector } = describeDetector(row);
  return detector;
}

/** A detector that is enabled again trains again. */
export function updateLogAnomalyDetector(input: UpdateLogAnomalyDetectorRequest, ctx: Context): object {
  const { enabled, anomalyDetectorArn, ...change } = input;
  const before = existing(ctx, anomalyDetectorArn);
  readPattern(change.filterPattern);
  const row: AnomalyDetectorRow = {
    ...before,
    evaluationFrequency: change.evaluationFrequency ?? before.evaluationFrequency,
    filterPattern: change.filterPattern ?? before.filterPattern,
    anomalyVisibilityTime: change.anomalyVisibilityTime ?? before.anomalyVisibilityTime,
    lastModifiedTimeStamp: ctx.now(),
    anomalyDetectorStatus: enabled ? before.anomalyDetectorStatus : "PAUSED",
  };
  if (enabled && before.anomalyDetectorStatus === "PAUSED") beginDetector(ctx, row);
  else ctx.table(ANOMALY_DETECTORS).put(anomalyDetectorArn, row);
  return {};
}

export function listLogAnomalyDetectors(
  input: ListLogAnomalyDetectorsRequest,
  ctx: Context,
): ListLogAnomalyDetectorsResponse {
  const group = input.filterLogGroupArn;
  const { items, next } = pager.rows(
    input,
    ["ListLogAnomalyDetectors", group],
    ctx.table(ANOMALY_DETECTORS),
    { wanted: ({ logGroupArnList }) => group === undefined || logGroupArnList.includes(group) },
  );
  return { anomalyDetectors: items.map(describeDetector), nextToken: next };
}

export function deleteLogAnomalyDetector(input: DeleteLogAnomalyDetectorRequest, ctx: Context): object {
  const { anomalyDetectorArn } = existing(ctx, input.anomalyDetectorArn);
  ctx.table(ANOMALY_DETECTORS).delete(anomalyDetectorArn);
  return {};
}

/** Always empty: detectors analyze nothing. */
export function listAnomalies(input: ListAnomaliesRequest, ctx: Context): ListAnomaliesResponse {
  if (input.anomalyDetectorArn !== undefined) existing(ctx, input.anomalyDetectorArn);
  return { anomalies: [] };
}

function existing(ctx: Context, arn: string): AnomalyDetectorRow {
  const row = ctx.table(ANOMALY_DETECTORS).get(arn);
  if (!row) throw anomalyDetectorNotFound();
  return row;
}

function describeDetector({
  tags: _,
  ...detector
}: AnomalyDetectorRow): AnomalyDetector & { anomalyDetectorArn: string } {
  return detector;
}
