import { own } from "../../values/own.js";
/** The role that AWS creates for a service. */
export interface ServiceLinkedRole {
  /** `AWSServiceRoleForECS` */
  readonly name: string;
  /** The name of the attached AWS managed policy. */
  readonly policy?: string;
  readonly takesSuffix: boolean;
}

const KNOWN: Readonly<Record<string, Omit<ServiceLinkedRole, "takesSuffix">>> = {
  "autoscaling.amazonaws.com": { name: "AutoScaling", policy: "AutoScalingServiceRolePolicy" },
  "batch.amazonaws.com": { name: "Batch", policy: "BatchServiceRolePolicy" },
  "ecs.amazonaws.com": { name: "ECS", policy: "AmazonECSServiceRolePolicy" },
  "ecs.application-autoscaling.amazonaws.com": {
    name: "ApplicationAutoScaling_ECSService",
    policy: "AWSApplicationAutoscalingECSServicePolicy",
  },
  "elasticfilesystem.amazonaws.com": {
    name: "AmazonElasticFileSystem",
    policy: "AmazonElasticFileSystemServiceRolePolicy",
  },
  "elasticloadbalancing.amazonaws.com": {
    name: "ElasticLoadBalancing",
    policy: "AWSElasticLoadBalancingServiceRolePolicy",
  },
  "replication.ecr.amazonaws.com": { name: "ECRReplication", policy: "ECRReplicationServiceRolePolicy" },
  "replicator.lambda.amazonaws.com": { name: "LambdaReplicator", policy: "AWSLambdaReplicator" },
};

const TAKES_SUFFIX = new Set(["autoscaling.amazonaws.com", "lexv2.amazonaws.com"]);

/** The role of a service. For services that are not listed, the name is derived from the service's. */
export function serviceLinkedRole(service: string): ServiceLinkedRole {
  const { name, policy } = own(KNOWN, service) ?? { name: nameFrom(service) };
  return {
    name: `AWSServiceRoleFor${name}`,
    ...(policy !== undefined && { policy }),
    takesSuffix: TAKES_SUFFIX.has(service),
  };
}

function nameFrom(service: string): string {
  const [label = ""] = service.split(".");
  return label
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
