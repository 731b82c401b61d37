import type { AwsPartition } from "../../../shared/partitions.js";

/** The default regions of a partition. */
export const REGIONS: Readonly<Record<AwsPartition, readonly string[]>> = {
  aws: [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
};

/**
 * The zones of a region, by name. AWS's regions have three to six; in the simulator, us-east-1 has six and
 * every other region three.
 */
export function zonesOf(region: string): string[] {
  const letters = region === "us-east-1" ? "abcdef" : "abc";
  return Array.from(letters, (letter) => `${region}${letter}`);
}
