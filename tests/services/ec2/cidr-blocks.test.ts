import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ec2World } from "./ec2-world.js";

const world = ec2World({ delays: { ec2: { cidrBlockAssociating: "3s", cidrBlockDisassociating: "3s" } } });

describe("CIDR notation is read strictly", () => {
  const malformed = [
    "10..0.0/16",
    "1..2.0/24",
    "10.0.0/16",
    "10.0.0.-1/16",
    "10.0.0.1e1/16",
    "0x0a.0.0.0/16",
    "010.0.0.0/16",
    "10.0.0.256/16",
    " 10.0.0.0/16",
    "10.0.0.0/016",
    "10.0.0.0/+16",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0",
    "/16",
    "",
    "2001:db8::/32",
  ];

  test.each(malformed)("CreateVpc rejects %j", async (CidrBlock) => {
    expect(await failure(world.ec2.createVpc({ CidrBlock }))).toEqual({
      code: "InvalidParameterValue",
      status: 400,
      message: `Value (${CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    });
    expect(world.sim.ec2.vpcs()).toHaveLength(1);
  });

  test("so are the blocks of subnets, routes, network ACLs, security groups and prefix lists", async () => {
    const VpcId = await world.vpc();
    const [table] = world.sim.ec2.routeTables().filter((row) => row.VpcId === VpcId);
    const { NetworkAcl } = await world.ec2.createNetworkAcl({ VpcId });
    const GroupId = await world.group(VpcId);
    const message = async (call: Promise<unknown>) => (await failure(call)).message;
    const cidr = "10..1.0/24";
    const value = (parameter: string, block = cidr) =>
      `Value (${block}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`;
    expect(await message(world.ec2.createSubnet({ VpcId, CidrBlock: cidr }))).toBe(value("cidrBlock"));
    const route = { RouteTableId: table?.RouteTableId, GatewayId: "igw-1" };
    expect(await message(world.ec2.createRoute({ ...route, DestinationCidrBlock: cidr }))).toBe(
      value("destinationCidrBlock"),
    );
    expect(await message(world.ec2.createRoute({ ...route, DestinationIpv6CidrBlock: "1::2::3/64" }))).toBe(
      value("destinationIpv6CidrBlock", "1::2::3/64"),
    );
    const entry = {
      NetworkAclId: NetworkAcl?.NetworkAclId,
      RuleNumber: 1,
      Protocol: "-1",
      RuleAction: "allow",
      Egress: true,
    } as const;
    expect(await message(world.ec2.createNetworkAclEntry({ ...entry, CidrBlock: cidr }))).toBe(
      value("cidrBlock"),
    );
    expect(await message(world.ec2.createNetworkAclEntry({ ...entry, Ipv6CidrBlock: "fe80::1%a/64" }))).toBe(
      value("ipv6CidrBlock", "fe80::1%a/64"),
    );
    const permission = { IpProtocol: "-1" };
    expect(
      await message(
        world.ec2.authorizeSecurityGroupIngress({
          GroupId,
          IpPermissions: [{ ...permission, IpRanges: [{ CidrIp: cidr }] }],
        }),
      ),
    ).toBe(`CIDR block ${cidr} is malformed`);
    expect(
      await message(
        world.ec2.authorizeSecurityGroupIngress({
          GroupId,
          IpPermissions: [{ ...permission, Ipv6Ranges: [{ CidrIpv6: ":::/0" }] }],
        }),
      ),
    ).toBe("CIDR block :::/0 is malformed");
    const list = { PrefixListName: "a", MaxEntries: 1, AddressFamily: "IPv4", Entries: [{ Cidr: cidr }] };
    expect(await message(world.ec2.createManagedPrefixList(list))).toBe(value("Cidr"));
  });

  test.each([
    ["2001:DB8:0:0:0:0:0:1/32", "2001:db8::/32"],
    ["::/0", "::/0"],
    ["2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"],
    ["1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128"],
    ["::ffff:192.0.2.1/128", "::ffff:c000:201/128"],
  ])("the IPv6 block %s becomes %s", async (CidrIpv6, canonical) => {
    const GroupId = await world.group(await world.vpc());
    const { SecurityGroupRules } = await world.ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [{ IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6 }] }],
    });
    expect(SecurityGroupRules?.[0]?.CidrIpv6).toBe(canonical);
  });

  test.each(["10.0.0.0/15", "10.0.0.0/29", "10.0.0.0/32", "0.0.0.0/0"])(
    "a VPC cannot have the block %s",
    async (CidrBlock) => {
      expect(await failure(world.ec2.createVpc({ CidrBlock }))).toEqual({
        code: "InvalidVpc.Range",
        status: 400,
        message: `The CIDR '${CidrBlock}' is invalid.`,
      });
    },
  );
});

describe("secondary blocks", () => {
  const vpcOf = async (VpcId: string) => (await world.ec2.describeVpcs({ VpcIds: [VpcId] })).Vpcs?.[0];

  test("are associated on the clock, have subnets and a local route, and go again", async () => {
    const VpcId = await world.vpc("10.1.0.0/16");
    const { CidrBlockAssociation } = await world.ec2.associateVpcCidrBlock({
      VpcId,
      CidrBlock: "10.2.3.4/16",
    });
    const AssociationId = CidrBlockAssociation?.AssociationId ?? "";
    expect(CidrBlockAssociation).toEqual({
      AssociationId: expect.stringMatching(/^vpc-cidr-assoc-[0-9a-f]{17}$/),
      CidrBlock: "10.2.0.0/16",
      CidrBlockState: { State: "associating" },
    });
    await world.sim.clock.advance("3s");
    expect((await vpcOf(VpcId))?.CidrBlockAssociationSet).toMatchObject([
      { CidrBlock: "10.1.0.0/16", CidrBlockState: { State: "associated" } },
      { CidrBlock: "10.2.0.0/16", CidrBlockState: { State: "associated" } },
    ]);
    const [table] = world.sim.ec2.routeTables().filter((row) => row.VpcId === VpcId);
    expect(table?.Routes?.map((route) => [route.DestinationCidrBlock, route.GatewayId])).toEqual([
      ["10.1.0.0/16", "local"],
      ["10.2.0.0/16", "local"],
    ]);
    const SubnetId = await world.subnet(VpcId, "10.2.9.0/24");
    expect(await failure(world.ec2.disassociateVpcCidrBlock({ AssociationId }))).toEqual({
      code: "InvalidCidrBlock.InUse",
      status: 400,
      message: `The vpc ${VpcId} currently has a subnet within CIDR block 10.2.0.0/16`,
    });
    await world.ec2.deleteSubnet({ SubnetId });
    const gone = await world.ec2.disassociateVpcCidrBlock({ AssociationId });
    expect(gone.CidrBlockAssociation?.CidrBlockState).toEqual({ State: "disassociating" });
    await world.sim.clock.advance("3s");
    expect((await vpcOf(VpcId))?.CidrBlockAssociationSet).toHaveLength(1);
    expect(await failure(world.ec2.disassociateVpcCidrBlock({ AssociationId }))).toEqual({
      code: "InvalidVpcCidrBlockAssociationID.NotFound",
      status: 400,
      message: `The vpc CIDR block association ID '${AssociationId}' does not exist`,
    });
  });

  test("cannot overlap, nor mix private ranges, and the first one stays", async () => {
    const VpcId = await world.vpc("10.1.0.0/16");
    const rejection = async (CidrBlock: string) =>
      (await failure(world.ec2.associateVpcCidrBlock({ VpcId, CidrBlock }))).message;
    expect(await rejection("10.1.128.0/17")).toContain("conflicts with another CIDR block");
    expect(await rejection("192.168.0.0/16")).toMatch(
      /^The CIDR '192.168.0.0\/16' is restricted\. Use a CIDR/,
    );
    expect(await rejection("198.19.0.0/24")).toContain("is restricted");
    expect(await rejection("10.0.0.0/8")).toBe("The CIDR '10.0.0.0/8' is invalid.");
    await world.ec2.associateVpcCidrBlock({ VpcId, CidrBlock: "100.64.0.0/16" });
    expect((await failure(world.ec2.associateVpcCidrBlock({ VpcId }))).code).toBe("MissingParameter");
    const first = (await vpcOf(VpcId))?.CidrBlockAssociationSet?.[0]?.AssociationId ?? "";
    expect((await failure(world.ec2.disassociateVpcCidrBlock({ AssociationId: first }))).code).toBe(
      "OperationNotPermitted",
    );
    const pool = { VpcId, Ipv4IpamPoolId: "ipam-pool-1", Ipv4NetmaskLength: 24 };
    expect((await failure(world.ec2.associateVpcCidrBlock(pool))).code).toBe("UnsupportedOperation");
  });

  test("a snapshot carries an association in progress", async () => {
    const VpcId = await world.vpc();
    await world.ec2.associateVpcCidrBlock({ VpcId, CidrBlock: "10.2.0.0/16" });
    const before = world.sim.snapshot();
    await world.sim.clock.advance("3s");
    world.sim.restore(before);
    const state = async () => (await vpcOf(VpcId))?.CidrBlockAssociationSet?.[1]?.CidrBlockState?.State;
    expect(await state()).toBe("associating");
    await world.sim.clock.advance("3s");
    expect(await state()).toBe("associated");
  });
});

describe("IPv6", () => {
  test("a VPC gets a block of Amazon's, and what comes with it", async () => {
    const { Vpc } = await world.ec2.createVpc({
      CidrBlock: "10.1.0.0/16",
      AmazonProvidedIpv6CidrBlock: true,
    });
    const VpcId = Vpc?.VpcId ?? "";
    const [association] = Vpc?.Ipv6CidrBlockAssociationSet ?? [];
    const block = association?.Ipv6CidrBlock ?? "";
    expect(block).toMatch(/^2001:db8:.*::\/56$/);
    expect(association).toMatchObject({
      Ipv6CidrBlockState: { State: "associating" },
      Ipv6Pool: "Amazon",
      NetworkBorderGroup: "us-east-1",
    });
    const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
    const { NetworkAcls } = await world.ec2.describeNetworkAcls({ Filters });
    expect(
      NetworkAcls?.[0]?.Entries?.filter(({ Egress }) => Egress).map((entry) => [
        entry.RuleNumber,
        entry.Ipv6CidrBlock ?? entry.CidrBlock,
        entry.RuleAction,
      ]),
    ).toEqual([
      [100, "0.0.0.0/0", "allow"],
      [101, "::/0", "allow"],
      [32767, "0.0.0.0/0", "deny"],
      [32768, "::/0", "deny"],
    ]);
    const GroupId = await world.group(VpcId);
    const groups = world.sim.ec2.securityGroups().filter((group) => group.VpcId === VpcId);
    expect(groups.map((group) => group.IpPermissionsEgress?.[0]?.Ipv6Ranges)).toEqual([
      [{ CidrIpv6: "::/0" }],
      [{ CidrIpv6: "::/0" }],
    ]);
    expect(groups.map((group) => group.GroupId)).toContain(GroupId);
    const again = world.ec2.associateVpcCidrBlock({ VpcId, AmazonProvidedIpv6CidrBlock: true });
    expect((await failure(again)).code).toBe("InvalidParameterValue");
    const found = await world.ec2.describeVpcs({
      Filters: [{ Name: "ipv6-cidr-block-association.ipv6-cidr-block", Values: [block] }],
    });
    expect(found.Vpcs?.map((vpc) => vpc.VpcId)).toEqual([VpcId]);
    const AssociationId = association?.AssociationId ?? "";
    await world.ec2.disassociateVpcCidrBlock({ AssociationId });
    await world.sim.clock.advance("3s");
    expect(
      (await world.ec2.describeVpcs({ VpcIds: [VpcId] })).Vpcs?.[0]?.Ipv6CidrBlockAssociationSet,
    ).toEqual([]);
  });

  test("subnets have blocks of it, at creation or later", async () => {
    const VpcId = await world.vpc();
    const { Ipv6CidrBlockAssociation } = await world.ec2.associateVpcCidrBlock({
      VpcId,
      AmazonProvidedIpv6CidrBlock: true,
    });
    const outer = Ipv6CidrBlockAssociation?.Ipv6CidrBlock ?? "";
    const first = outer.replace("/56", "/64");
    const { Subnet } = await world.ec2.createSubnet({
      VpcId,
      CidrBlock: "10.1.0.0/24",
      Ipv6CidrBlock: first,
    });
    expect(Subnet?.Ipv6CidrBlockAssociationSet).toMatchObject([
      { Ipv6CidrBlock: first, Ipv6CidrBlockState: { State: "associating" } },
    ]);
    const SubnetId = await world.subnet(VpcId, "10.1.1.0/24");
    const assign = { SubnetId, AssignIpv6AddressOnCreation: { Value: true } };
    expect((await failure(world.ec2.modifySubnetAttribute(assign))).code).toBe("InvalidParameterValue");
    const associate = (Ipv6CidrBlock?: string) =>
      world.ec2.associateSubnetCidrBlock({ SubnetId, Ipv6CidrBlock });
    expect((await failure(associate(first))).code).toBe("InvalidSubnet.Conflict");
    expect((await failure(associate("2001:db9::/64"))).code).toBe("InvalidSubnet.Range");
    expect((await failure(associate(outer.replace("/56", "/65")))).code).toBe("InvalidSubnet.Range");
    expect((await failure(associate())).code).toBe("MissingParameter");
    const second = outer.replace(/[0-9a-f]{2}::\/56$/, "01::/64");
    const added = await associate(second);
    await world.ec2.modifySubnetAttribute(assign);
    await world.sim.clock.advance("3s");
    const shown = async () => (await world.ec2.describeSubnets({ SubnetIds: [SubnetId] })).Subnets?.[0];
    expect(await shown()).toMatchObject({
      AssignIpv6AddressOnCreation: true,
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: second, Ipv6CidrBlockState: { State: "associated" } }],
    });
    expect((await failure(associate(second))).code).toBe("InvalidSubnet.Conflict");
    const AssociationId = added.Ipv6CidrBlockAssociation?.AssociationId ?? "";
    await world.ec2.disassociateSubnetCidrBlock({ AssociationId });
    await world.sim.clock.advance("3s");
    expect((await shown())?.Ipv6CidrBlockAssociationSet).toEqual([]);
    expect(await failure(world.ec2.disassociateSubnetCidrBlock({ AssociationId }))).toMatchObject({
      code: "InvalidSubnetCidrBlockAssociationID.NotFound",
    });
    const native = world.ec2.createSubnet({ VpcId, Ipv6Native: true, Ipv6CidrBlock: second });
    expect((await failure(native)).code).toBe("UnsupportedOperation");
  });
});
