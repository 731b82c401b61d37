import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import {
  logDestinationNotFound,
  noLogGroupArn,
  notLogGroupArn,
  notOneLogDestination,
  unqualifiedLogGroupArn,
} from "../errors/state-machines.js";
import type { LoggingConfiguration } from "../generated/types.js";

/** A log group: its name, account and region. */
export interface LogGroupReference {
  readonly account: string;
  readonly region: string;
  readonly group: string;
}

/**
 * Validates the logging configuration of a state machine, and applies defaults. @throws
 * InvalidLoggingConfiguration
 */
export function checkLogging(ctx: Context, given: LoggingConfiguration = {}): LoggingConfiguration {
  const { level = "OFF", includeExecutionData = false, destinations = [] } = given;
  if (destinations.length > 1 || (level !== "OFF" && destinations.length === 0)) throw notOneLogDestination();
  for (const { cloudWatchLogsLogGroup } of destinations)
    checkDestination(ctx, cloudWatchLogsLogGroup?.logGroupArn ?? "");
  return { level, includeExecutionData, ...(destinations.length > 0 && { destinations }) };
}

/** The log group of a state machine; `undefined` if it has none. */
export function logGroupOf({ destinations = [] }: LoggingConfiguration): LogGroupReference | undefined {
  const arn = parseArn(destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn ?? "");
  const [, group] = /^log-group:([^:]+):\*$/.exec(arn?.resource ?? "") ?? [];
  return arn && group !== undefined ? { account: arn.account, region: arn.region, group } : undefined;
}

function checkDestination(ctx: Context, text: string): void {
  const arn = parseArn(text);
  if (!arn) throw noLogGroupArn();
  if (arn.service !== "logs" || !arn.resource.startsWith("log-group:")) throw notLogGroupArn();
  if (!text.endsWith(":*")) throw unqualifiedLogGroupArn();
  const destination = logGroupOf({ destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: text } }] });
  if (!destination) throw notLogGroupArn();
  const { logs } = ctx.ports;
  if (logs && !logs.hasGroup(destination, destination.group)) throw logDestinationNotFound();
}
