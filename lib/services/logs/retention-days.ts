import { brokenConstraint } from "./errors.js";

/**
 * Valid days of a retention policy:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const ALLOWED: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** @throws InvalidParameterException */
export function checkedRetention(days: number): number {
  if (ALLOWED.includes(days)) return days;
  throw brokenConstraint(days, "retentionInDays", { kind: "enum", values: ALLOWED.map(String) });
}
