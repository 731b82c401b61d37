import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import * as ecr from "@aws-sdk/client-ecr";
import * as ecs from "@aws-sdk/client-ecs";
import * as efs from "@aws-sdk/client-efs";
import * as eventBridge from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import * as pipes from "@aws-sdk/client-pipes";
import * as s3 from "@aws-sdk/client-s3";
import * as s3Control from "@aws-sdk/client-s3-control";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as serviceDiscovery from "@aws-sdk/client-servicediscovery";
import * as sfn from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import fc from "fast-check";
import type { ProtocolName, ServiceFacts } from "../../lib/model/facts.js";
import { facts as cloudMapFacts } from "../../lib/services/cloud-map/generated/facts.js";
import { facts as ec2Facts } from "../../lib/services/ec2/generated/facts.js";
import { facts as ecrFacts } from "../../lib/services/ecr/generated/facts.js";
import { facts as ecsFacts } from "../../lib/services/ecs/generated/facts.js";
import { facts as efsFacts } from "../../lib/services/efs/generated/facts.js";
import { facts as eventBridgeFacts } from "../../lib/services/event-bridge/generated/facts.js";
import { facts as iamFacts } from "../../lib/services/iam/generated/facts.js";
import { facts as lambdaFacts } from "../../lib/services/lambda/generated/facts.js";
import { facts as logsFacts } from "../../lib/services/logs/generated/facts.js";
import { facts as pipesFacts } from "../../lib/services/pipes/generated/facts.js";
import { facts as s3Facts } from "../../lib/services/s3/generated/facts.js";
import { facts as s3ControlFacts } from "../../lib/services/s3-control/generated/facts.js";
import { facts as schedulerFacts } from "../../lib/services/scheduler/generated/facts.js";
import { facts as snsFacts } from "../../lib/services/sns/generated/facts.js";
import { facts as sqsFacts } from "../../lib/services/sqs/generated/facts.js";
import { facts as stepFunctionsFacts } from "../../lib/services/step-functions/generated/facts.js";
import { facts as stsFacts } from "../../lib/services/sts/generated/facts.js";
import type { WireHooks } from "../../lib/wire/hooks.js";

/** A service of the fuzz test: our facts, and the SDK's package for it. */
export interface FuzzedService {
  readonly name: string;
  readonly facts: ServiceFacts;
  readonly sdk: object;
  /** The client class in `sdk`. */
  readonly client: string;
  /** What the service does on the wire that no model describes. */
  readonly hooks?: Pick<WireHooks, "wholeSeconds">;
  /** The protocol to use if the client has another default, and the SDK's class for it. */
  readonly speaks?: ProtocolName;
  readonly protocol?: unknown;
  /** Operations that are in the model but not in the SDK, or that the SDK implements differently. */
  readonly unspoken?: readonly string[];
  /** Values of shapes, by name, that the SDK inspects before it sends them. */
  readonly overrides?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Members that the SDK computes itself, for any input. */
  readonly computed?: RegExp;
}

/** A new service joins with one line here. */
export const fuzzedServices: readonly FuzzedService[] = [
  { name: "cloudMap", facts: cloudMapFacts, sdk: serviceDiscovery, client: "ServiceDiscoveryClient" },
  { name: "ec2", facts: ec2Facts, sdk: ec2, client: "EC2Client" },
  { name: "ecr", facts: ecrFacts, sdk: ecr, client: "ECRClient" },
  { name: "ecs", facts: ecsFacts, sdk: ecs, client: "ECSClient" },
  { name: "efs", facts: efsFacts, sdk: efs, client: "EFSClient" },
  {
    name: "eventBridge",
    facts: eventBridgeFacts,
    sdk: eventBridge,
    client: "EventBridgeClient",
    // With it, the SDK requires another kind of signature.
    overrides: { EndpointId: fc.constant(undefined) },
  },
  { name: "iam", facts: iamFacts, sdk: iam, client: "IAMClient" },
  { name: "lambda", facts: lambdaFacts, sdk: lambda, client: "LambdaClient" },
  { name: "logs", facts: logsFacts, sdk: logs, client: "CloudWatchLogsClient" },
  { name: "pipes", facts: pipesFacts, sdk: pipes, client: "PipesClient" },
  {
    name: "s3",
    facts: s3Facts,
    sdk: s3,
    client: "S3Client",
    hooks: { wholeSeconds: true },
    overrides: {
      BucketName: fc.stringMatching(/^[a-z][a-z0-9]{3,12}$/),
      // The default region has none.
      BucketLocationConstraint: fc.constantFrom("EU", "eu-west-1"),
      ChecksumAlgorithm: fc.constantFrom("CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"),
    },
    // To the SDK a copy without a result has failed, content has its checksum, and markers among parts are text.
    unspoken: ["CopyObject", "GetObject", "GetObjectAttributes", "ListParts", "UploadPartCopy"],
    computed:
      /^(?:Checksum(?:Algorithm|Mode|(?:CRC|MD5|SHA|XXHASH).*)|Content(?:Encoding|Length|MD5|Type)|Expires|(?:CopySource)?SSECustomerKey(?:MD5)?)$/,
  },
  {
    name: "s3Control",
    facts: s3ControlFacts,
    sdk: s3Control,
    client: "S3ControlClient",
    // They become part of the host, which the SDK checks.
    overrides: { AccountId: fc.constant("123456789012"), NonEmptyMaxLength64String: fc.constant("op-1") },
  },
  { name: "scheduler", facts: schedulerFacts, sdk: scheduler, client: "SchedulerClient" },
  { name: "sns", facts: snsFacts, sdk: sns, client: "SNSClient" },
  {
    name: "sqs",
    facts: sqsFacts,
    sdk: sqs,
    client: "SQSClient",
    // The SDK compares digests of the messages.
    unspoken: ["ReceiveMessage", "SendMessage", "SendMessageBatch"],
  },
  { name: "stepFunctions", facts: stepFunctionsFacts, sdk: sfn, client: "SFNClient" },
  { name: "sts", facts: stsFacts, sdk: sts, client: "STSClient" },
];
