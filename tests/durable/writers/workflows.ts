import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateStateMachineCommand,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { connectAwsSim } from "../../../lib/index.js";
import { namesOn, type ServiceWriters, type WriterConfig } from "./writer.js";

const WAIT = JSON.stringify({
  StartAt: "Wait",
  States: { Wait: { Type: "Wait", Seconds: 30 * 86_400, End: true } },
});

export function stepFunctionsWriters(config: WriterConfig): ServiceWriters {
  const client = new SFNClient(config);
  const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:waits";
  const roleArn = "arn:aws:iam::123456789012:role/states";
  return {
    prepare: () => client.send(new CreateStateMachineCommand({ name: "waits", definition: WAIT, roleArn })),
    writers: [
      {
        kind: "execution",
        write: (name) => client.send(new StartExecutionCommand({ stateMachineArn, name })),
        read: () =>
          namesOn(
            paginateListExecutions({ client }, { stateMachineArn, statusFilter: "RUNNING" }),
            ({ executions }) => executions?.map(({ name }) => name),
          ),
      },
    ],
  };
}

export function logsWriters(config: WriterConfig): ServiceWriters {
  const client = new CloudWatchLogsClient(config);
  const logGroupName = "/crash/events";
  const logStreamName = "all";
  return {
    async prepare() {
      const sim = await connectAwsSim(config.endpoint);
      await sim.logs.put(logGroupName, "first", "ready");
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    },
    writers: [
      {
        kind: "log group",
        write: (name) => client.send(new CreateLogGroupCommand({ logGroupName: name })),
        read: () =>
          namesOn(paginateDescribeLogGroups({ client }, {}), ({ logGroups }) =>
            logGroups?.map((group) => group.logGroupName),
          ),
      },
      {
        kind: "log event",
        async write(message) {
          const sim = await connectAwsSim(config.endpoint);
          const logEvents = [{ timestamp: (await sim.clock.date()).getTime(), message }];
          await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
        },
        read: () =>
          namesOn(
            paginateFilterLogEvents({ client }, { logGroupName, logStreamNames: [logStreamName] }),
            ({ events }) => events?.map(({ message }) => message),
          ),
      },
    ],
  };
}
