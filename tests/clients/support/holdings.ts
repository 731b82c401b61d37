import type { AwsSim, RequestRecord } from "../../../lib/index.js";

/** The names of all resources in a simulator: equal before a stack is applied and after it is destroyed. */
export function holdings(sim: AwsSim): Record<string, unknown[]> {
  const { cloudMap, ec2, ecr, ecs, efs, eventBridge, iam, lambda, logs } = sim;
  const { pipes, s3, s3Control, scheduler, sns, sqs, stepFunctions } = sim;
  // ECS remembers what was deleted, as AWS does.
  const active = ({ status }: { readonly status?: string }) => status === "ACTIVE";
  return {
    buckets: s3.buckets().map(({ name }) => name),
    bucketAccessPoints: s3Control.accessPoints(),
    functions: lambda.functions().map(({ FunctionName }) => FunctionName),
    eventSourceMappings: lambda.eventSourceMappings(),
    roles: iam.roles().map(({ Arn }) => Arn),
    policies: iam.policies().map(({ Arn }) => Arn),
    users: iam.users().map(({ Arn }) => Arn),
    groups: iam.groups().map(({ Arn }) => Arn),
    accessKeys: iam.accessKeys(),
    instanceProfiles: iam.instanceProfiles().map(({ Arn }) => Arn),
    oidcProviders: iam.oidcProviders(),
    vpcs: ec2.vpcs().map(({ VpcId }) => VpcId),
    subnets: ec2.subnets().map(({ SubnetId }) => SubnetId),
    securityGroups: ec2.securityGroups().map(({ GroupId }) => GroupId),
    addresses: ec2.addresses(),
    dhcpOptions: ec2.dhcpOptions().map(({ DhcpOptionsId }) => DhcpOptionsId),
    egressOnlyGateways: ec2.egressOnlyGateways(),
    flowLogs: ec2.flowLogs(),
    prefixLists: ec2.prefixLists(),
    peeringConnections: ec2.peeringConnections().filter(({ Status }) => Status?.Code !== "deleted"),
    vpcEndpoints: ec2.vpcEndpoints(),
    networkAcls: ec2.networkAcls().map(({ NetworkAclId }) => NetworkAclId),
    natGateways: ec2.natGateways().filter(({ State }) => State !== "deleted"),
    networkInterfaces: ec2.networkInterfaces().map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    logGroups: logs.groups().map(({ logGroupName }) => logGroupName),
    metricFilters: logs.metricFilters(),
    subscriptionFilters: logs.subscriptionFilters(),
    repositories: ecr.repositories().map(({ repositoryName }) => repositoryName),
    eventBuses: eventBridge.buses(),
    eventRules: eventBridge.rules(),
    schedules: scheduler.schedules(),
    pipes: pipes.pipes(),
    fileSystems: efs.fileSystems().map(({ FileSystemId }) => FileSystemId),
    mountTargets: efs.mountTargets().map(({ MountTargetId }) => MountTargetId),
    accessPoints: efs.accessPoints().map(({ AccessPointId }) => AccessPointId),
    queues: sqs.queues().map(({ name }) => name),
    topics: sns.topics().map(({ name }) => name),
    subscriptions: sns.subscriptions(),
    stateMachines: stepFunctions.stateMachines().map(({ name }) => name),
    activities: stepFunctions.activities().map(({ name }) => name),
    namespaces: cloudMap.namespaces().map(({ Id }) => Id),
    discoveryServices: cloudMap.services().map(({ Id }) => Id),
    clusters: ecs.clusters().filter(active),
    services: ecs.services().filter(active),
    taskDefinitions: ecs.taskDefinitions().filter(active),
    tasks: ecs.tasks().filter(({ lastStatus }) => lastStatus !== "STOPPED"),
  };
}

/** Requests that the simulator does not simulate, or failed to process. */
export function unanswered(sim: AwsSim): string[] {
  const unknown = new Set(["InvalidAction", "NotImplemented", "UnknownOperationException"]);
  const failed = ({ status, errorCode = "" }: RequestRecord) => status >= 500 || unknown.has(errorCode);
  return sim.requests
    .filter(failed)
    .map(({ service, operation, method, path, status }) =>
      [service, operation ?? `${method} ${path}`, status].join(" "),
    );
}
