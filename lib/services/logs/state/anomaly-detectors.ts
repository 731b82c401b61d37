import { defineTable } from "../../../runtime/store/store.js";
import type { AnomalyDetector, AnomalyDetectorStatus } from "../generated/types.js";
import type { Tags } from "./groups.js";

export type AnomalyDetectorRow = AnomalyDetector & {
  readonly anomalyDetectorArn: string;
  readonly logGroupArnList: readonly string[];
  readonly anomalyDetectorStatus: AnomalyDetectorStatus;
  readonly tags: Tags;
};

/** Log anomaly detectors, by ARN. */
export const ANOMALY_DETECTORS = defineTable<AnomalyDetectorRow>({
  name: "logs.anomaly-detectors",
  key: "arn",
});
