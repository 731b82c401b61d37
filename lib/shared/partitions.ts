/** A partition of AWS: commercial, China, GovCloud. Partitions share no accounts. */
export type AwsPartition = "aws" | "aws-cn" | "aws-us-gov";

/** The partition of a region. */
export function partitionOf(region: string): AwsPartition {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * The domain of AWS's endpoints in a region. Service principals do not follow it: those of the simulated
 * services end in `amazonaws.com` in every partition.
 */
export function dnsSuffix(region: string): string {
  return partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** The domain of a service's endpoint in a region: `ec2.us-east-1.amazonaws.com`. */
export function endpointHost(service: string, region: string): string {
  return `${service}.${region}.${dnsSuffix(region)}`;
}
