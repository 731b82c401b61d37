import { Agent } from "node:http";
import { CreateRepositoryCommand, ECRClient, paginateDescribeRepositories } from "@aws-sdk/client-ecr";
import { CreateFileSystemCommand, EFSClient, paginateDescribeFileSystems } from "@aws-sdk/client-efs";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateAccessPointCommand,
  paginateListAccessPoints,
  S3ControlClient,
} from "@aws-sdk/client-s3-control";
import { namesOn, type ServiceWriters, type WriterConfig } from "./writer.js";

const ACCOUNT = "123456789012";

/** The content of an object: of every third, more than the database holds. */
export function contentOf(name: string): string {
  return name.padEnd(Number(name.slice(-1)) % 3 === 0 ? 100_000 : 100, name);
}

export function s3Writers(config: WriterConfig): ServiceWriters {
  const client = new S3Client({ ...config, forcePathStyle: true });
  const Bucket = "bucket";
  return {
    prepare: () => client.send(new CreateBucketCommand({ Bucket })),
    writers: [
      {
        kind: "object",
        write: (Key) => client.send(new PutObjectCommand({ Bucket, Key, Body: contentOf(Key) })),
        async read() {
          const found = new Map<string, string>();
          for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
            for (const { Key = "" } of Contents) {
              const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
              found.set(Key, (await Body?.transformToString()) ?? "");
            }
          return found;
        },
      },
    ],
  };
}

export function s3ControlWriters(config: WriterConfig): ServiceWriters {
  const client = s3ControlClient(config);
  const AccountId = ACCOUNT;
  const Bucket = "accessed";
  return {
    prepare: () =>
      new S3Client({ ...config, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket })),
    writers: [
      {
        kind: "access point",
        write: (Name) => client.send(new CreateAccessPointCommand({ AccountId, Name, Bucket })),
        read: () =>
          namesOn(paginateListAccessPoints({ client }, { AccountId, Bucket }), ({ AccessPointList }) =>
            AccessPointList?.map(({ Name }) => Name),
          ),
      },
    ],
  };
}

/** The SDK puts the account before the host, which an address cannot have, and not every machine resolves. */
function s3ControlClient(config: WriterConfig): S3ControlClient {
  const { port } = new URL(config.endpoint);
  const httpAgent = new Agent({
    keepAlive: true,
    lookup: (_name, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]),
  });
  return new S3ControlClient({
    ...config,
    endpoint: `http://localhost:${port}`,
    requestHandler: { httpAgent },
  });
}

export function ecrWriters(config: WriterConfig): ServiceWriters {
  const client = new ECRClient(config);
  return {
    writers: [
      {
        kind: "repository",
        write: (repositoryName) => client.send(new CreateRepositoryCommand({ repositoryName })),
        read: () =>
          namesOn(paginateDescribeRepositories({ client }, {}), ({ repositories }) =>
            repositories?.map(({ repositoryName }) => repositoryName),
          ),
      },
    ],
  };
}

export function efsWriters(config: WriterConfig): ServiceWriters {
  const client = new EFSClient(config);
  return {
    writers: [
      {
        kind: "file system",
        write: (CreationToken) => client.send(new CreateFileSystemCommand({ CreationToken })),
        read: () =>
          namesOn(paginateDescribeFileSystems({ client }, {}), ({ FileSystems }) =>
            FileSystems?.map(({ CreationToken }) => CreationToken),
          ),
      },
    ],
  };
}
