import { endpointHost } from "../../../shared/partitions.js";

/** An AWS service with VPC endpoints. */
export interface EndpointService {
  /** The last part of its name: `s3` of `com.amazonaws.us-east-1.s3`. */
  readonly name: string;
  readonly type: "Gateway" | "Interface";
  /** The host name that private DNS resolves, without the region's domain. */
  readonly host: string;
  /** Whether private DNS also resolves every name below the host. */
  readonly hasWildcard: boolean;
}

/** Services whose host name differs from their name. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ["ecr.api", "api.ecr"],
  ["ecr.dkr", "dkr.ecr"],
  ["ecs-agent", "ecs-a"],
  ["ecs-telemetry", "ecs-t"],
  ["kinesis-firehose", "firehose"],
  ["kinesis-streams", "kinesis"],
  ["sagemaker.api", "api.sagemaker"],
  ["sagemaker.runtime", "runtime.sagemaker"],
  ["transfer.server", "server.transfer"],
]);

/** Services with private names below their host: repositories, accounts, APIs, buckets. */
const WITH_WILDCARD: ReadonlySet<string> = new Set(["dynamodb", "ecr.dkr", "execute-api", "s3"]);

const GATEWAYS = ["dynamodb", "s3"];

const INTERFACES = [
  "access-analyzer",
  "acm-pca",
  "airflow.api",
  "application-autoscaling",
  "appmesh-envoy-management",
  "athena",
  "autoscaling",
  "backup",
  "batch",
  "bedrock",
  "bedrock-runtime",
  "cloudformation",
  "cloudtrail",
  "codeartifact.api",
  "codebuild",
  "codepipeline",
  "cognito-idp",
  "config",
  "data-servicediscovery",
  "dms",
  "dynamodb",
  "ebs",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "eks",
  "eks-auth",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "elasticmapreduce",
  "email-smtp",
  "events",
  "execute-api",
  "git-codecommit",
  "glue",
  "guardduty-data",
  "kinesis-firehose",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "rds",
  "rds-data",
  "redshift",
  "redshift-data",
  "s3",
  "sagemaker.api",
  "sagemaker.runtime",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "ssm-contacts",
  "ssm-incidents",
  "ssmmessages",
  "states",
  "storagegateway",
  "sts",
  "sync-states",
  "transfer.server",
  "wafv2",
  "xray",
];

/** The supported endpoint services, gateways first. */
export const ENDPOINT_SERVICES: readonly EndpointService[] = [
  ...GATEWAYS.map((name): EndpointService => ({ name, type: "Gateway", host: name, hasWildcard: false })),
  ...INTERFACES.map(
    (name): EndpointService => ({
      name,
      type: "Interface",
      host: HOSTS.get(name) ?? name,
      hasWildcard: WITH_WILDCARD.has(name),
    }),
  ),
];

/** `com.amazonaws.us-east-1.s3` */
export function serviceName(region: string, { name }: EndpointService): string {
  return `com.amazonaws.${region}.${name}`;
}

/** The services of a region with a name; S3 and DynamoDB have two. */
export function servicesNamed(region: string, name: string): EndpointService[] {
  return ENDPOINT_SERVICES.filter((service) => serviceName(region, service) === name);
}

/** The names that private DNS of an endpoint resolves. */
export function privateDnsNames(region: string, { host, hasWildcard }: EndpointService): string[] {
  const name = endpointHost(host, region);
  return hasWildcard ? [name, `*.${name}`] : [name];
}
