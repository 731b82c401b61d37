/** One of AWS's own policies: its name, its path, and the actions that it allows. */
export interface ManagedPolicyFacts {
  readonly name: string;
  readonly path: string;
  readonly actions: readonly string[];
}

const SERVICE_ROLE = "/service-role/";
const LINKED_ROLE = "/aws-service-role/";
const JOB = "/job-function/";

const READ = [
  "ecr",
  "ecs",
  "ec2",
  "elasticfilesystem",
  "iam",
  "lambda",
  "logs",
  "s3",
  "servicediscovery",
  "states",
].flatMap((service) => [`${service}:Describe*`, `${service}:Get*`, `${service}:List*`]);
const LOG_STREAMS = ["logs:CreateLogStream", "logs:PutLogEvents"];
const LOGS = ["logs:CreateLogGroup", ...LOG_STREAMS];
const INTERFACES = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];
const PULL = [
  "ecr:GetAuthorizationToken",
  "ecr:BatchCheckLayerAvailability",
  "ecr:GetDownloadUrlForLayer",
  "ecr:BatchGetImage",
];
const REGISTRY_READ = [
  ...PULL,
  "ecr:GetRepositoryPolicy",
  "ecr:DescribeRepositories",
  "ecr:ListImages",
  "ecr:DescribeImages",
];

function policy(name: string, ...actions: string[]): ManagedPolicyFacts {
  return { name, path: "/", actions };
}

function below(path: string, name: string, ...actions: string[]): ManagedPolicyFacts {
  return { name, path, actions };
}

/**
 * The policies that stacks of the simulated services, and those near them,
 * attach. Nothing evaluates them, so the actions are told in outline.
 */
export const MANAGED_POLICIES: readonly ManagedPolicyFacts[] = [
  policy("AdministratorAccess", "*"),
  policy("PowerUserAccess", "*"),
  policy("ReadOnlyAccess", ...READ),
  policy("SecurityAudit", ...READ),
  policy("IAMFullAccess", "iam:*"),
  policy("IAMReadOnlyAccess", "iam:Get*", "iam:List*"),
  policy("AmazonS3FullAccess", "s3:*", "s3-object-lambda:*"),
  policy(
    "AmazonS3ReadOnlyAccess",
    "s3:Get*",
    "s3:List*",
    "s3:Describe*",
    "s3-object-lambda:Get*",
    "s3-object-lambda:List*",
  ),
  policy("AmazonDynamoDBFullAccess", "dynamodb:*"),
  policy(
    "AmazonDynamoDBReadOnlyAccess",
    "dynamodb:Get*",
    "dynamodb:List*",
    "dynamodb:Describe*",
    "dynamodb:Query",
    "dynamodb:Scan",
  ),
  policy("AmazonSQSFullAccess", "sqs:*"),
  policy("AmazonSQSReadOnlyAccess", "sqs:Get*", "sqs:List*"),
  policy("AmazonSNSFullAccess", "sns:*"),
  policy("AmazonSNSReadOnlyAccess", "sns:Get*", "sns:List*"),
  policy("AmazonEC2FullAccess", "ec2:*", "elasticloadbalancing:*", "cloudwatch:*", "autoscaling:*"),
  policy(
    "AmazonEC2ReadOnlyAccess",
    "ec2:Describe*",
    "elasticloadbalancing:Describe*",
    "autoscaling:Describe*",
  ),
  policy("AmazonVPCFullAccess", "ec2:*"),
  policy("AmazonVPCReadOnlyAccess", "ec2:Describe*"),
  policy("AmazonRDSFullAccess", "rds:*"),
  policy("AmazonECS_FullAccess", "ecs:*", "ecr:*", "servicediscovery:*", "elasticloadbalancing:*"),
  policy("AmazonEC2ContainerRegistryFullAccess", "ecr:*", "cloudtrail:LookupEvents"),
  policy(
    "AmazonEC2ContainerRegistryPowerUser",
    ...REGISTRY_READ,
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
  ),
  policy("AmazonEC2ContainerRegistryReadOnly", ...REGISTRY_READ),
  policy("AmazonEC2ContainerRegistryPullOnly", ...PULL),
  policy("AmazonElasticFileSystemFullAccess", "elasticfilesystem:*"),
  policy("AmazonElasticFileSystemReadOnlyAccess", "elasticfilesystem:Describe*", "elasticfilesystem:List*"),
  policy(
    "AmazonElasticFileSystemClientFullAccess",
    "elasticfilesystem:ClientMount",
    "elasticfilesystem:ClientRootAccess",
    "elasticfilesystem:ClientWrite",
  ),
  policy(
    "AmazonElasticFileSystemClientReadWriteAccess",
    "elasticfilesystem:ClientMount",
    "elasticfilesystem:ClientWrite",
  ),
  policy("AmazonSSMManagedInstanceCore", "ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*"),
  policy("AmazonSSMFullAccess", "ssm:*"),
  policy("AmazonSSMReadOnlyAccess", "ssm:Describe*", "ssm:Get*", "ssm:List*"),
  policy("SecretsManagerReadWrite", "secretsmanager:*"),
  policy("AWSCloudMapFullAccess", "servicediscovery:*"),
  policy(
    "AWSCloudMapReadOnlyAccess",
    "servicediscovery:Get*",
    "servicediscovery:List*",
    "servicediscovery:DiscoverInstances",
  ),
  policy("AWSLambda_FullAccess", "lambda:*"),
  policy("AWSLambda_ReadOnlyAccess", "lambda:Get*", "lambda:List*"),
  policy("AWSLambdaExecute", "logs:*", "s3:GetObject", "s3:PutObject"),
  policy(
    "AWSLambdaInvocation-DynamoDB",
    "lambda:InvokeFunction",
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
  ),
  policy("CloudWatchFullAccess", "cloudwatch:*", "logs:*"),
  policy(
    "CloudWatchReadOnlyAccess",
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "cloudwatch:Describe*",
    "logs:Get*",
  ),
  policy("CloudWatchLogsFullAccess", "logs:*"),
  policy("CloudWatchLogsReadOnlyAccess", "logs:Describe*", "logs:Get*", "logs:List*", "logs:FilterLogEvents"),
  policy("CloudWatchAgentServerPolicy", "cloudwatch:PutMetricData", ...LOGS, "logs:DescribeLogStreams"),
  policy(
    "AWSXRayDaemonWriteAccess",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
  ),
  policy("AWSXrayWriteOnlyAccess", "xray:PutTraceSegments", "xray:PutTelemetryRecords"),
  policy("AWSStepFunctionsFullAccess", "states:*"),
  policy("AWSStepFunctionsReadOnlyAccess", "states:List*", "states:Describe*", "states:Get*"),
  policy("AmazonEventBridgeFullAccess", "events:*", "schemas:*", "scheduler:*"),
  policy("AmazonKinesisFullAccess", "kinesis:*"),
  policy("AmazonEKSClusterPolicy", "ec2:*", "elasticloadbalancing:*", "autoscaling:*"),
  policy("AmazonEKSWorkerNodePolicy", "ec2:Describe*", "eks:DescribeCluster"),
  policy("AmazonEKS_CNI_Policy", ...INTERFACES),
  below(JOB, "ViewOnlyAccess", ...READ),
  below(JOB, "Billing", "aws-portal:*", "billing:*"),
  below(SERVICE_ROLE, "AmazonECSTaskExecutionRolePolicy", ...PULL, ...LOG_STREAMS),
  below(SERVICE_ROLE, "AmazonEC2ContainerServiceforEC2Role", "ecs:*", ...PULL, ...LOG_STREAMS),
  below(SERVICE_ROLE, "AmazonEC2ContainerServiceRole", "ec2:Describe*", "elasticloadbalancing:*"),
  below(SERVICE_ROLE, "AmazonEC2ContainerServiceEventsRole", "ecs:RunTask", "iam:PassRole"),
  below(SERVICE_ROLE, "AmazonECSInfrastructureRolePolicyForVolumes", "ec2:*"),
  below(SERVICE_ROLE, "AWSLambdaBasicExecutionRole", ...LOGS),
  below(SERVICE_ROLE, "AWSLambdaVPCAccessExecutionRole", ...LOGS, ...INTERFACES),
  below(SERVICE_ROLE, "AWSLambdaENIManagementAccess", ...INTERFACES),
  below(SERVICE_ROLE, "AWSLambdaRole", "lambda:InvokeFunction"),
  below(
    SERVICE_ROLE,
    "AWSLambdaDynamoDBExecutionRole",
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    ...LOGS,
  ),
  below(
    SERVICE_ROLE,
    "AWSLambdaKinesisExecutionRole",
    "kinesis:Describe*",
    "kinesis:Get*",
    "kinesis:List*",
    ...LOGS,
  ),
  below(
    SERVICE_ROLE,
    "AWSLambdaSQSQueueExecutionRole",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    ...LOGS,
  ),
  below(
    SERVICE_ROLE,
    "AmazonAPIGatewayPushToCloudWatchLogs",
    ...LOGS,
    "logs:Describe*",
    "logs:Get*",
    "logs:FilterLogEvents",
  ),
  below(SERVICE_ROLE, "AWSBatchServiceRole", "ec2:*", "ecs:*", "autoscaling:*", ...LOGS),
  below(SERVICE_ROLE, "AmazonSSMMaintenanceWindowRole", "ssm:*"),
  below(SERVICE_ROLE, "AWSCodeDeployRoleForECS", "ecs:*", "elasticloadbalancing:*", "lambda:InvokeFunction"),
  below(SERVICE_ROLE, "AmazonRDSEnhancedMonitoringRole", ...LOGS),
  below(
    LINKED_ROLE,
    "AmazonECSServiceRolePolicy",
    "ec2:*",
    "elasticloadbalancing:*",
    "servicediscovery:*",
    ...LOGS,
  ),
  below(LINKED_ROLE, "AmazonElasticFileSystemServiceRolePolicy", "ec2:*", "backup-storage:MountCapsule"),
  below(LINKED_ROLE, "AutoScalingServiceRolePolicy", "ec2:*", "elasticloadbalancing:*", "cloudwatch:*"),
  below(
    LINKED_ROLE,
    "AWSApplicationAutoscalingECSServicePolicy",
    "ecs:DescribeServices",
    "ecs:UpdateService",
    "cloudwatch:*",
  ),
  below(LINKED_ROLE, "AWSElasticLoadBalancingServiceRolePolicy", "ec2:*"),
  below(LINKED_ROLE, "AWSLambdaReplicator", "lambda:*"),
  below(LINKED_ROLE, "BatchServiceRolePolicy", "ec2:*", "ecs:*", "autoscaling:*", ...LOGS),
  below(LINKED_ROLE, "ECRReplicationServiceRolePolicy", "ecr:CreateRepository", "ecr:ReplicateImage"),
];
