import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World();

test("a security group allows all egress, and its name is unique in its VPC only", async () => {
  const VpcId = await world.vpc();
  const GroupId = await world.group(VpcId);
  expect(world.sim.ec2.securityGroups().find((group) => group.GroupId === GroupId)).toEqual({
    GroupId,
    GroupName: "web",
    Description: "web",
    VpcId,
    OwnerId: ACCOUNT,
    SecurityGroupArn: `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/${GroupId}`,
    Tags: [],
    IpPermissions: [],
    IpPermissionsEgress: [
      {
        IpProtocol: "-1",
        IpRanges: [{ CidrIp: "0.0.0.0/0" }],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [],
      },
    ],
  });
  expect(await failure(world.group(VpcId))).toEqual({
    code: "InvalidGroup.Duplicate",
    status: 400,
    message: `The security group 'web' already exists for VPC '${VpcId}'`,
  });
  await world.group(await world.vpc("10.2.0.0/16"));
  expect((await failure(world.group(VpcId, "sg-x"))).code).toBe("InvalidParameterValue");
});

test("rules of the same ports are shown together, and one by one", async () => {
  const GroupId = await world.group(await world.vpc());
  const { SecurityGroupRules } = await world.ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [
      {
        IpProtocol: "tcp",
        FromPort: 80,
        ToPort: 80,
        IpRanges: [{ CidrIp: "10.1.2.3/8", Description: "inside" }, { CidrIp: "0.0.0.0/0" }],
        Ipv6Ranges: [{ CidrIpv6: "::/0" }],
      },
    ],
    TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "a", Value: "b" }] }],
  });
  const shared = {
    GroupId,
    GroupOwnerId: ACCOUNT,
    IsEgress: false,
    IpProtocol: "tcp",
    FromPort: 80,
    ToPort: 80,
  };
  expect(SecurityGroupRules).toMatchObject([
    { ...shared, CidrIpv4: "10.0.0.0/8", Description: "inside", Tags: [{ Key: "a", Value: "b" }] },
    { ...shared, CidrIpv4: "0.0.0.0/0" },
    { ...shared, CidrIpv6: "::/0" },
  ]);
  const { SecurityGroups } = await world.ec2.describeSecurityGroups({ GroupIds: [GroupId] });
  const [permission, ...others] = SecurityGroups?.[0]?.IpPermissions ?? [];
  expect(others).toEqual([]);
  expect(permission?.IpRanges).toHaveLength(2);
  expect(permission).toMatchObject({ IpProtocol: "tcp", FromPort: 80, Ipv6Ranges: [{ CidrIpv6: "::/0" }] });
  const found = await world.ec2.describeSecurityGroupRules({
    Filters: [{ Name: "group-id", Values: [GroupId] }],
  });
  expect(found.SecurityGroupRules).toHaveLength(4);
  const again = world.ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [{ IpProtocol: "6", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  });
  expect(await failure(again)).toEqual({
    code: "InvalidPermission.Duplicate",
    status: 400,
    message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
  });
});

test("rules are revoked by their properties or ids, described again, and modified", async () => {
  const GroupId = await world.group(await world.vpc());
  const web = { IpProtocol: "tcp", FromPort: 80, ToPort: 80 };
  const IpPermissions = [{ ...web, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }];
  const { SecurityGroupRules = [] } = await world.ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions,
  });
  const SecurityGroupRuleId = SecurityGroupRules[0]?.SecurityGroupRuleId ?? "";
  const rule = async () =>
    (await world.ec2.describeSecurityGroupRules({ SecurityGroupRuleIds: [SecurityGroupRuleId] }))
      .SecurityGroupRules?.[0];
  await world.ec2.updateSecurityGroupRuleDescriptionsIngress({
    GroupId,
    IpPermissions: [{ ...web, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "new" }] }],
  });
  expect(await rule()).toMatchObject({ Description: "new" });
  await world.ec2.modifySecurityGroupRules({
    GroupId,
    SecurityGroupRules: [
      {
        SecurityGroupRuleId,
        SecurityGroupRule: { IpProtocol: "udp", FromPort: 1, ToPort: 2, CidrIpv4: "10.0.0.0/9" },
      },
    ],
  });
  expect(await rule()).toMatchObject({ IpProtocol: "udp", FromPort: 1, ToPort: 2, CidrIpv4: "10.0.0.0/9" });
  expect(await failure(world.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions }))).toEqual({
    code: "InvalidPermission.NotFound",
    status: 400,
    message: "The specified rule does not exist in this security group.",
  });
  await world.ec2.revokeSecurityGroupIngress({ GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] });
  expect((await failure(rule())).code).toBe("InvalidSecurityGroupRuleId.NotFound");
});

test("the egress rules of a group are a separate list", async () => {
  const GroupId = await world.group(await world.vpc());
  const group = async () =>
    (await world.ec2.describeSecurityGroups({ GroupIds: [GroupId] })).SecurityGroups?.[0];
  const https = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };
  await world.ec2.revokeSecurityGroupEgress({
    GroupId,
    IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  });
  await world.ec2.authorizeSecurityGroupEgress({
    GroupId,
    IpPermissions: [{ ...https, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "inside" }] }],
  });
  expect(await group()).toMatchObject({
    IpPermissions: [],
    IpPermissionsEgress: [{ ...https, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "inside" }] }],
  });
  const IpPermissions = [{ ...https, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "new" }] }];
  await world.ec2.updateSecurityGroupRuleDescriptionsEgress({ GroupId, IpPermissions });
  expect((await group())?.IpPermissionsEgress).toMatchObject(IpPermissions);
  const inwards = world.ec2.updateSecurityGroupRuleDescriptionsIngress({ GroupId, IpPermissions });
  expect((await failure(inwards)).code).toBe("InvalidPermission.NotFound");
});

test("rules must make sense", async () => {
  const GroupId = await world.group(await world.vpc());
  const code = async (permission: object) =>
    (await failure(world.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [permission] }))).code;
  const IpRanges = [{ CidrIp: "0.0.0.0/0" }];
  expect(await code({ IpProtocol: "tcp", IpRanges })).toBe("InvalidParameterValue");
  expect(await code({ IpProtocol: "tcp", FromPort: 2, ToPort: 1, IpRanges })).toBe("InvalidParameterValue");
  expect(await code({ IpProtocol: "nonsense", IpRanges })).toBe("InvalidParameterValue");
  expect(await code({ IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0" }] })).toBe("InvalidParameterValue");
  expect(await code({ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-0" }] })).toBe(
    "InvalidGroup.NotFound",
  );
});

test("a group that another refers to, or that is the default one, cannot be deleted", async () => {
  const VpcId = await world.vpc();
  const web = await world.group(VpcId, "web");
  const db = await world.group(VpcId, "db");
  await world.ec2.authorizeSecurityGroupIngress({
    GroupId: db,
    IpPermissions: [
      { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: web }] },
    ],
  });
  expect(await failure(world.ec2.deleteSecurityGroup({ GroupId: web }))).toEqual({
    code: "DependencyViolation",
    status: 400,
    message: `resource ${web} has a dependent object`,
  });
  await world.ec2.deleteSecurityGroup({ GroupId: db });
  await world.ec2.deleteSecurityGroup({ GroupId: web });
  const { securityGroupId } = world.sim.ec2.defaultNetwork();
  expect(await failure(world.ec2.deleteSecurityGroup({ GroupId: securityGroupId }))).toMatchObject({
    code: "CannotDelete",
  });
  expect(await failure(world.ec2.deleteSecurityGroup({ GroupId: web }))).toEqual({
    code: "InvalidGroup.NotFound",
    status: 400,
    message: `The security group '${web}' does not exist`,
  });
});

test("the filters of rules", async () => {
  const VpcId = await world.vpc();
  const GroupId = await world.group(VpcId);
  const other = await world.group(VpcId, "other");
  const tcp = { IpProtocol: "tcp", FromPort: 80, ToPort: 81 };
  await world.ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [
      { ...tcp, UserIdGroupPairs: [{ GroupId: other }], Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] },
    ],
  });
  await world.ec2.authorizeSecurityGroupEgress({
    GroupId,
    IpPermissions: [{ ...tcp, PrefixListIds: [{ PrefixListId: "pl-63a5400a" }] }],
  });
  const find = async (Name: string, Value: string) => {
    const Filters = [
      { Name, Values: [Value] },
      { Name: "vpc-id", Values: [VpcId] },
    ];
    const { SecurityGroups } = await world.ec2.describeSecurityGroups({ Filters });
    return SecurityGroups?.map((group) => group.GroupId);
  };
  expect(await find("ip-permission.group-id", other)).toEqual([GroupId]);
  expect(await find("ip-permission.group-name", "oth*")).toEqual([GroupId]);
  expect(await find("ip-permission.user-id", ACCOUNT)).toHaveLength(2);
  expect(await find("ip-permission.ipv6-cidr", "2001:db8::/32")).toEqual([GroupId]);
  expect(await find("ip-permission.from-port", "80")).toEqual([GroupId]);
  expect(await find("ip-permission.prefix-list-id", "pl-63a5400a")).toEqual([]);
  expect(await find("egress.ip-permission.prefix-list-id", "pl-63a5400a")).toEqual([GroupId]);
  expect(await find("egress.ip-permission.to-port", "81")).toEqual([GroupId]);
  expect(await find("egress.ip-permission.cidr", "0.0.0.0/0")).toHaveLength(3);
});
