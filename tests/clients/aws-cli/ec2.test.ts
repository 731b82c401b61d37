import { afterAll, afterEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws ec2", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  afterEach(() => sim.reset());
  afterAll(() => sim.close());

  test("shows the default network", async () => {
    const { vpcId, securityGroupId } = sim.ec2.defaultNetwork();
    const vpcs = { filters: "Name=is-default,Values=true", query: "Vpcs[].[VpcId,CidrBlock]" };
    expect(await aws.json("ec2 describe-vpcs", vpcs)).toEqual([[vpcId, "172.31.0.0/16"]]);
    const subnets = await aws.text("ec2 describe-subnets", {
      filters: `Name=vpc-id,Values=${vpcId}`,
      query: "sort_by(Subnets,&CidrBlock)[].[CidrBlock,AvailabilityZone]",
      output: "text",
    });
    expect(subnets.trim().split("\n")).toEqual([
      "172.31.0.0/20\teu-west-1a",
      "172.31.16.0/20\teu-west-1b",
      "172.31.32.0/20\teu-west-1c",
    ]);
    const groups = { filters: "Name=group-name,Values=def*", query: "SecurityGroups[].GroupId" };
    expect(await aws.json("ec2 describe-security-groups", groups)).toEqual([securityGroupId]);
    const zones = { query: "AvailabilityZones[].ZoneName" };
    expect(await aws.json("ec2 describe-availability-zones", zones)).toEqual([
      "eu-west-1a",
      "eu-west-1b",
      "eu-west-1c",
    ]);
  });

  test("builds a network with a way out, and takes it down", async () => {
    const { Vpc } = await aws.json("ec2 create-vpc", {
      "cidr-block": "10.0.0.0/16",
      "tag-specifications": "ResourceType=vpc,Tags=[{Key=Name,Value=apps}]",
    });
    const vpc = { "vpc-id": Vpc.VpcId };
    await aws.text("ec2 wait vpc-available", { "vpc-ids": Vpc.VpcId });
    await aws.text("ec2 modify-vpc-attribute", { ...vpc, "enable-dns-hostnames": true });
    const attribute = { ...vpc, attribute: "enableDnsHostnames", query: "EnableDnsHostnames.Value" };
    expect(await aws.json("ec2 describe-vpc-attribute", attribute)).toBe(true);
    const { Subnet } = await aws.json("ec2 create-subnet", {
      ...vpc,
      "cidr-block": "10.0.1.0/24",
      "availability-zone": "eu-west-1b",
    });
    await aws.text("ec2 wait subnet-available", { "subnet-ids": Subnet.SubnetId });
    expect(Subnet).toMatchObject({ AvailableIpAddressCount: 251, AvailabilityZone: "eu-west-1b" });
    const gateway = (await aws.json("ec2 create-internet-gateway")).InternetGateway.InternetGatewayId;
    await aws.text("ec2 attach-internet-gateway", { ...vpc, "internet-gateway-id": gateway });
    const table = (await aws.json("ec2 create-route-table", vpc)).RouteTable.RouteTableId;
    await aws.json("ec2 create-route", {
      "route-table-id": table,
      "destination-cidr-block": "0.0.0.0/0",
      "gateway-id": gateway,
    });
    const { AssociationId } = await aws.json("ec2 associate-route-table", {
      "route-table-id": table,
      "subnet-id": Subnet.SubnetId,
    });
    const routes = {
      "route-table-ids": table,
      query: "RouteTables[].Routes[].[DestinationCidrBlock,GatewayId,State]",
    };
    expect(await aws.json("ec2 describe-route-tables", routes)).toEqual([
      ["10.0.0.0/16", "local", "active"],
      ["0.0.0.0/0", gateway, "active"],
    ]);
    expect((await aws.run("ec2 delete-vpc", vpc)).stderr).toContain("(DependencyViolation)");
    await aws.text("ec2 disassociate-route-table", { "association-id": AssociationId });
    await aws.text("ec2 delete-route-table", { "route-table-id": table });
    await aws.text("ec2 detach-internet-gateway", { ...vpc, "internet-gateway-id": gateway });
    await aws.text("ec2 delete-internet-gateway", { "internet-gateway-id": gateway });
    await aws.text("ec2 delete-subnet", { "subnet-id": Subnet.SubnetId });
    await aws.text("ec2 delete-vpc", vpc);
    const gone = await aws.run("ec2 describe-vpcs", { "vpc-ids": Vpc.VpcId });
    expect(gone.stderr).toContain(
      `(InvalidVpcID.NotFound) when calling the DescribeVpcs operation: The vpc ID '${Vpc.VpcId}' does not exist`,
    );
  });

  test("opens and closes the ports of a security group", async () => {
    const { GroupId } = await aws.json("ec2 create-security-group", {
      "group-name": "web",
      description: "the web",
    });
    const group = { "group-id": GroupId };
    await aws.text("ec2 wait security-group-exists", { "group-ids": GroupId });
    const https = { ...group, protocol: "tcp", port: 443, cidr: "10.1.2.3/8" };
    const opened = await aws.json("ec2 authorize-security-group-ingress", https);
    expect(opened).toMatchObject({
      Return: true,
      SecurityGroupRules: [{ CidrIpv4: "10.0.0.0/8", FromPort: 443 }],
    });
    const twice = await aws.run("ec2 authorize-security-group-ingress", https);
    expect(twice.stderr).toContain("(InvalidPermission.Duplicate)");
    const rules = {
      filters: `Name=group-id,Values=${GroupId}`,
      query: "SecurityGroupRules[?!IsEgress].[IpProtocol,FromPort,ToPort,CidrIpv4]",
      output: "text",
    };
    expect(await aws.text("ec2 describe-security-group-rules", rules)).toBe("tcp\t443\t443\t10.0.0.0/8\n");
    await aws.text("ec2 revoke-security-group-ingress", { ...https, cidr: "10.0.0.0/8" });
    expect(await aws.text("ec2 describe-security-group-rules", rules)).toBe("");
    await aws.text("ec2 delete-security-group", group);
    expect(sim.ec2.securityGroups()).toHaveLength(1);
  });

  test("tags, filters by tags, pages and prints tables", async () => {
    const ids: string[] = [];
    for (const block of ["10.1.0.0/16", "10.2.0.0/16"])
      ids.push((await aws.json("ec2 create-vpc", { "cidr-block": block })).Vpc.VpcId);
    await aws.text("ec2 create-tags", { resources: ids, tags: "Key=stage,Value=test" });
    const tagged = { filters: "Name=tag:stage,Values=test", query: "sort(Vpcs[].CidrBlock)" };
    expect(await aws.json("ec2 describe-vpcs", tagged)).toEqual(["10.1.0.0/16", "10.2.0.0/16"]);
    const tags = { filters: "Name=key,Values=stage", "page-size": 5, query: "Tags[].Value" };
    expect(await aws.json("ec2 describe-tags", tags)).toEqual(["test", "test"]);
    const first = await aws.json("ec2 describe-vpcs", { "max-items": 2, "page-size": 5 });
    expect(first.Vpcs).toHaveLength(2);
    const rest = { "starting-token": first.NextToken, query: "length(Vpcs)" };
    expect(await aws.json("ec2 describe-vpcs", rest)).toBe(1);
    const table = await aws.text("ec2 describe-vpcs", {
      ...tagged,
      query: "sort_by(Vpcs,&CidrBlock)[].{Block:CidrBlock,State:State}",
      output: "table",
    });
    expect(table.split("\n").map((line) => line.replace(/\s+/g, " "))).toEqual(
      expect.arrayContaining(["| DescribeVpcs |", "| Block | State |", "| 10.1.0.0/16 | available |"]),
    );
    await aws.text("ec2 delete-tags", { resources: ids, tags: "Key=stage" });
    expect(await aws.json("ec2 describe-vpcs", tagged)).toEqual([]);
  });

  test("tries without doing", async () => {
    const { stderr } = await aws.run("ec2 create-vpc", { "cidr-block": "10.0.0.0/16", "dry-run": true });
    expect(stderr).toContain("(DryRunOperation)");
    expect(sim.ec2.vpcs()).toHaveLength(1);
  });
});
