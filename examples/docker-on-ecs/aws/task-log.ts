import {
  DeleteLogStreamCommand,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  type OutputLogEvent,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Settings } from "../config/settings.js";
import { shortId } from "../ids.js";
import { isAwsError } from "./aws-error.js";
import type { AwsClients } from "./clients.js";
import { MAIN } from "./task-definition.js";

/** A page of a log. */
export interface LogPage {
  readonly events: readonly OutputLogEvent[];
  readonly nextForwardToken?: string;
  readonly nextBackwardToken?: string;
}

/** Which part of a log is read. */
export type LogPart = Pick<
  GetLogEventsCommandInput,
  "startTime" | "endTime" | "limit" | "nextToken" | "startFromHead"
>;

/** The log of one task: a stream of CloudWatch Logs. */
export class TaskLog {
  private readonly stream: { readonly logGroupName: string; readonly logStreamName: string };

  constructor(
    private readonly aws: AwsClients,
    settings: Settings,
    containerId: string,
    taskId: string,
  ) {
    this.stream = {
      logGroupName: settings.logGroup,
      logStreamName: `${shortId(containerId)}/${MAIN}/${taskId}`,
    };
  }

  /** Reads a page. The stream exists only after the first line; before, the page is empty and has no tokens. */
  async read(part: LogPart): Promise<LogPage> {
    try {
      const { events = [], ...tokens } = await this.aws.logs.send(
        new GetLogEventsCommand({ ...this.stream, ...part }),
      );
      return { ...tokens, events };
    } catch (error) {
      if (isAwsError(error, "ResourceNotFoundException")) return { events: [] };
      throw error;
    }
  }

  /** Deletes the stream, if there is one. */
  async delete(): Promise<void> {
    try {
      await this.aws.logs.send(new DeleteLogStreamCommand(this.stream));
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
  }
}
