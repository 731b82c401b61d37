# Buckets with all that can be configured on one, and objects.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "region" {}

# Changed between two applies, so that every resource is updated in place once.
variable "step" {
  type    = number
  default = 1
}

provider "aws" {
  region            = var.region
  s3_use_path_style = true
}

data "aws_caller_identity" "me" {}
