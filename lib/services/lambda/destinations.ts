import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { destinationIsSelf, destinationMissing, destinationUnsupported } from "./errors/invocations.js";
import type { DestinationConfig } from "./generated/types.js";
import { versionOf } from "./lookup.js";
import { parseReference } from "./references.js";

const SUCCESS_SERVICES: ReadonlySet<string> = new Set(["lambda", "sqs", "sns", "events"]);
/** Buckets are supported only for failures. */
const FAILURE_SERVICES: ReadonlySet<string> = new Set([...SUCCESS_SERVICES, "s3"]);

/** @throws InvalidParameterValueException for destinations that AWS would not send results to. */
export function checkDestinations(ctx: Context, functionName: string, config: DestinationConfig): void {
  check(ctx, functionName, config, config.OnSuccess?.Destination, SUCCESS_SERVICES);
  check(ctx, functionName, config, config.OnFailure?.Destination, FAILURE_SERVICES);
}

function check(
  ctx: Context,
  functionName: string,
  config: DestinationConfig,
  destination: string | undefined,
  services: ReadonlySet<string>,
): void {
  if (!destination) return;
  const arn = parseArn(destination);
  if (!arn || !services.has(arn.service)) throw destinationUnsupported(config);
  if (arn.service !== "lambda") return;
  const target = parseReference(destination);
  if (target?.name === functionName) throw destinationIsSelf();
  if (!target || !versionOf(ctx, target)) throw destinationMissing(destination);
}
