import { CreateRoleCommand, IAMClient, paginateListRoles } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { connectAwsSim } from "../../../lib/index.js";
import { named, namesOn, type ServiceWriters, TRUST, type WriterConfig } from "./writer.js";

export function iamWriters(config: WriterConfig): ServiceWriters {
  const client = new IAMClient(config);
  return {
    writers: [
      {
        kind: "role",
        write: (RoleName) =>
          client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST })),
        read: () =>
          namesOn(paginateListRoles({ client }, {}), ({ Roles }) => Roles?.map(({ RoleName }) => RoleName)),
      },
    ],
  };
}

export function stsWriters(config: WriterConfig): ServiceWriters {
  const client = new STSClient(config);
  const RoleArn = "arn:aws:iam::123456789012:role/assumed";
  return {
    prepare: () =>
      new IAMClient(config).send(
        // Sessions have to outlive the time that passes in all rounds.
        new CreateRoleCommand({
          RoleName: "assumed",
          AssumeRolePolicyDocument: TRUST,
          MaxSessionDuration: 43_200,
        }),
      ),
    writers: [
      {
        kind: "session",
        write: (RoleSessionName) =>
          client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName, DurationSeconds: 43_200 })),
        async read() {
          const sim = await connectAwsSim(config.endpoint);
          return named((await sim.sts.sessions()).map(({ arn }) => arn.split("/").at(-1)));
        },
      },
    ],
  };
}
