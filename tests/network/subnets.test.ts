import fc from "fast-check";
import { expect, test } from "vitest";
import { assumedSubnet } from "../../lib/network/subnets.js";

const HERE = { account: "123456789012", region: "eu-west-1" };
const zoneOf = (subnetId: string) => assumedSubnet(HERE, subnetId).availabilityZone;

test("subnets that are numbered from one are in zones from the first", () => {
  const zones = [1, 2, 3, 4, 5, 6, 7].map((number) => zoneOf(`subnet-${number}`).slice(-1));
  expect(zones.join("")).toBe("abcdefa");
});

test("six consecutive ids are in six zones, all in the default VPC", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 16n ** 17n - 7n }), (first) => {
      const subnets = [0n, 1n, 2n, 3n, 4n, 5n].map((more) =>
        assumedSubnet(HERE, `subnet-${(first + more).toString(16).padStart(17, "0")}`),
      );
      expect(new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size).toBe(6);
      expect(new Set(subnets.map(({ vpcId }) => vpcId)).size).toBe(1);
    }),
  );
});

test.each(["subnet-private-a", "private", "", "subnet-", "ÿ"])("any id has a zone: %j", (subnetId) => {
  expect(zoneOf(subnetId)).toMatch(/^eu-west-1[a-f]$/);
  expect(zoneOf(subnetId)).toBe(zoneOf(subnetId));
});

test("a zone that the request needs is taken", () => {
  expect(assumedSubnet(HERE, "subnet-1", "eu-west-1c").availabilityZone).toBe("eu-west-1c");
});
