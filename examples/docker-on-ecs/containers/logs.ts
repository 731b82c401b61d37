import type { OutputLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { Backend } from "../backend.js";
import { timestamp } from "../clock.js";
import { badParameter } from "../errors.js";
import { frame } from "../http/frames.js";
import { type Reply, streamType } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { seconds } from "../http/times.js";
import type { ContainerRecord } from "../store/records.js";
import { readLog } from "./log-reader.js";
import { freshContainerOf } from "./lookup.js";

/**
 * `GET /containers/:id/logs`. CloudWatch Logs does not know which stream a
 * line was written to: all are lines of stdout.
 */
export async function containerLogs(backend: Backend, request: DockerRequest): Promise<Reply> {
  const stdout = request.flag("stdout");
  if (!stdout && !request.flag("stderr"))
    throw badParameter("must specify at least one of 'stdout' or 'stderr'");
  const options = {
    follow: request.flag("follow"),
    tail: tailOf(request),
    since: seconds(request, "since"),
    until: seconds(request, "until"),
  };
  const container = await freshContainerOf(backend, request);
  if (options.follow) backend.monitor.watch();
  const line = formatOf(request, container);
  async function* chunks(): AsyncGenerator<Buffer> {
    if (!stdout) return;
    for await (const events of readLog(backend, container, options, request.signal))
      yield Buffer.concat(events.map(line));
  }
  return { contentType: streamType(container.spec.tty), chunks: chunks() };
}

function formatOf(request: DockerRequest, { spec }: ContainerRecord): (event: OutputLogEvent) => Buffer {
  const times = request.flag("timestamps");
  const details = request.flag("details")
    ? `${Object.entries(spec.labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(",")} `
    : "";
  return ({ timestamp: time = 0, message = "" }) => {
    const line = `${times ? `${timestamp(time)} ` : ""}${details}${message}\n`;
    return spec.tty ? Buffer.from(line) : frame("stdout", line);
  };
}

/** `all` and negative numbers mean all lines. */
function tailOf(request: DockerRequest): number | undefined {
  const text = request.text("tail") ?? "all";
  if (text === "all") return undefined;
  const count = Number(text);
  if (!Number.isInteger(count)) throw badParameter(`invalid tail: "${text}" is not a number of lines`);
  return count < 0 ? undefined : count;
}
