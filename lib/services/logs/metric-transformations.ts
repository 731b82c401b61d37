import { brokenConstraint, invalidParameter } from "./errors.js";
import type { FilterPattern } from "./filter-pattern/pattern.js";
import type { MetricTransformation } from "./generated/types.js";

const MOST_DIMENSIONS = 3;

/**
 * Validates a metric transformation beyond the model:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 *
 * @throws InvalidParameterException
 */
export function checkTransformation(transformation: MetricTransformation, pattern: FilterPattern): void {
  const { metricNamespace, metricValue, defaultValue, dimensions = {} } = transformation;
  if (metricNamespace.startsWith("AWS/")) {
    throw invalidParameter("Metric namespaces starting with AWS/ are reserved for AWS.");
  }
  if (/[*$]/.test(metricNamespace)) {
    throw brokenConstraint(metricNamespace, "metricTransformations.1.member.metricNamespace", {
      kind: "pattern",
      pattern: "[^:*$]*",
    });
  }
  if (!metricValue.startsWith("$") && !Number.isFinite(Number.parseFloat(metricValue))) {
    throw wrong("metric value must be a number or a valid selector");
  }
  const values = Object.values(dimensions);
  if (values.length === 0) return;
  if (defaultValue !== undefined) {
    throw wrong("dimensions and default value are mutually exclusive properties");
  }
  if (values.length > MOST_DIMENSIONS) throw wrong(`at most ${MOST_DIMENSIONS} dimensions are allowed`);
  if (!pattern.namesValues) {
    throw invalidParameter("The specified filter pattern does not support dimensions");
  }
  if (values.some((value) => !value.startsWith("$"))) throw wrong("dimension value must be valid selector");
}

function wrong(what: string): Error {
  return invalidParameter(`Invalid metric transformation: ${what}`);
}
