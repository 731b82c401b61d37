import type { Context } from "../../runtime/context.js";
import { ANOMALY_DETECTORS, type AnomalyDetectorRow } from "./state/anomaly-detectors.js";

const TRAINING = "logs.detector-training";
const ANALYZING = "logs.detector-analyzing";

/** Starts a detector: it initializes, trains, and then analyzes until it is paused. */
export function beginDetector(ctx: Context, row: AnomalyDetectorRow): void {
  save(ctx, { ...row, anomalyDetectorStatus: "INITIALIZING" });
  ctx.later("detectorTraining", TRAINING, row.anomalyDetectorArn);
}

/** Counts a describe call of a detector. */
export function detectorDescribed(ctx: Context, row: AnomalyDetectorRow): void {
  if (row.anomalyDetectorStatus === "INITIALIZING") ctx.described(TRAINING, row.anomalyDetectorArn);
  if (row.anomalyDetectorStatus === "TRAINING") ctx.described(ANALYZING, row.anomalyDetectorArn);
}

export const DETECTOR_TIMERS = {
  [TRAINING]: (arn: string, ctx: Context) => {
    const row = ctx.table(ANOMALY_DETECTORS).get(arn);
    if (row?.anomalyDetectorStatus !== "INITIALIZING") return;
    save(ctx, { ...row, anomalyDetectorStatus: "TRAINING" });
    ctx.later("detectorAnalyzing", ANALYZING, arn);
  },
  [ANALYZING]: (arn: string, ctx: Context) => {
    const row = ctx.table(ANOMALY_DETECTORS).get(arn);
    if (row?.anomalyDetectorStatus === "TRAINING") save(ctx, { ...row, anomalyDetectorStatus: "ANALYZING" });
  },
};

function save(ctx: Context, row: AnomalyDetectorRow): void {
  ctx.table(ANOMALY_DETECTORS).put(row.anomalyDetectorArn, row);
}
