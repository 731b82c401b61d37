# A VPC with the parts that the popular modules for networks make, written as they write them.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "region" {}

variable "step" {
  type    = number
  default = 1
}

provider "aws" {
  region = var.region
}

data "aws_availability_zones" "here" {
  state = "available"
}

locals {
  zones    = slice(data.aws_availability_zones.here.names, 0, 2)
  public   = ["10.20.0.0/24", "10.20.1.0/24"]
  private  = ["10.20.10.0/24", "10.20.11.0/24"]
  database = ["10.21.0.0/26", "10.21.0.64/26"]
  tags     = { Name = "network", Step = tostring(var.step) }
}

resource "aws_vpc" "main" {
  cidr_block                           = "10.20.0.0/16"
  instance_tenancy                     = "default"
  enable_dns_hostnames                 = true
  enable_dns_support                   = true
  enable_network_address_usage_metrics = false
  assign_generated_ipv6_cidr_block     = true
  tags                                 = local.tags
}

resource "aws_vpc_ipv4_cidr_block_association" "second" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.21.0.0/16"
}

resource "aws_vpc_dhcp_options" "main" {
  domain_name         = "team.internal"
  domain_name_servers = ["AmazonProvidedDNS"]
  ntp_servers         = ["169.254.169.123"]
  tags                = local.tags
}

resource "aws_vpc_dhcp_options_association" "main" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.main.id
}

resource "aws_subnet" "public" {
  count                           = length(local.public)
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = local.public[count.index]
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, count.index)
  assign_ipv6_address_on_creation = true
  availability_zone               = local.zones[count.index]
  map_public_ip_on_launch         = true
  tags                            = local.tags
}

resource "aws_subnet" "private" {
  count             = length(local.private)
  vpc_id            = aws_vpc.main.id
  cidr_block        = local.private[count.index]
  availability_zone = local.zones[count.index]
  tags              = local.tags
}

resource "aws_subnet" "database" {
  count             = length(local.database)
  vpc_id            = aws_vpc_ipv4_cidr_block_association.second.vpc_id
  cidr_block        = local.database[count.index]
  availability_zone = local.zones[count.index]
  tags              = local.tags
}

# What comes with the VPC, taken into hand.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  tags   = local.tags
}

resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  subnet_ids             = null
  tags                   = local.tags

  ingress {
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    protocol   = "-1"
    rule_no    = 100
    to_port    = 0
  }
  ingress {
    action          = "allow"
    from_port       = 0
    ipv6_cidr_block = "::/0"
    protocol        = "-1"
    rule_no         = 101
    to_port         = 0
  }
  egress {
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    protocol   = "-1"
    rule_no    = 100
    to_port    = 0
  }

  lifecycle {
    ignore_changes = [subnet_ids]
  }
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  tags                   = local.tags
}
