"""Builds a network and takes it down, with boto3's resources, paginators and waiters."""
import json

import boto3
from botocore.exceptions import ClientError

ec2 = boto3.resource("ec2")
client = ec2.meta.client
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=[
    {"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "apps"}]},
])
vpc.wait_until_available()
vpc.modify_attribute(EnableDnsHostnames={"Value": True})
subnets = [vpc.create_subnet(CidrBlock=f"10.0.{number}.0/24") for number in range(3)]
client.get_waiter("subnet_available").wait(SubnetIds=[subnet.id for subnet in subnets])
gateway = ec2.create_internet_gateway()
vpc.attach_internet_gateway(InternetGatewayId=gateway.id)
table = vpc.create_route_table()
table.create_route(DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway.id)
association = table.associate_with_subnet(SubnetId=subnets[0].id)
group = vpc.create_security_group(GroupName="web", Description="the web")
group.authorize_ingress(IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="0.0.0.0/0")
group.reload()

in_vpc = [{"Name": "vpc-id", "Values": [vpc.id]}]
pages = client.get_paginator("describe_subnets").paginate(Filters=in_vpc, PaginationConfig={"PageSize": 5})
blocks = sorted(subnet["CidrBlock"] for page in pages for subnet in page["Subnets"])
result = {
    "name": vpc.tags,
    "hostnames": vpc.describe_attribute(Attribute="enableDnsHostnames")["EnableDnsHostnames"],
    "blocks": blocks,
    "routes": [[route.destination_cidr_block, route.gateway_id == gateway.id] for route in table.routes],
    "ports": [[rule["FromPort"], rule["IpRanges"]] for rule in group.ip_permissions],
}
try:
    vpc.delete()
except ClientError as error:
    result["refusal"] = error.response["Error"]["Code"]

association.delete()
table.delete()
vpc.detach_internet_gateway(InternetGatewayId=gateway.id)
gateway.delete()
group.delete()
for subnet in vpc.subnets.all():
    subnet.delete()
vpc.delete()
print(json.dumps({**result, "left": [v.is_default for v in ec2.vpcs.all()]}))
