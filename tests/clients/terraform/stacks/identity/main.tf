# Roles, policies and users, and a network with its rules.

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

data "aws_caller_identity" "me" {}

data "aws_region" "here" {}

data "aws_partition" "here" {}

data "aws_availability_zones" "here" {
  state = "available"
}

output "place" {
  value = {
    account   = data.aws_caller_identity.me.account_id
    partition = data.aws_partition.here.partition
    region    = data.aws_region.here.name
    zones     = data.aws_availability_zones.here.names
  }
}
