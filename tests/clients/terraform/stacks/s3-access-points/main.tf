# Access points of a bucket that delegates its permissions to them.

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

resource "aws_s3_bucket" "shared" {
  bucket        = "access-points-shared"
  force_destroy = true
}

resource "aws_s3_bucket_policy" "shared" {
  bucket = aws_s3_bucket.shared.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "*"
      Resource  = [aws_s3_bucket.shared.arn, "${aws_s3_bucket.shared.arn}/*"]
      Condition = { StringEquals = { "s3:DataAccessPointAccount" = data.aws_caller_identity.me.account_id } }
    }]
  })
}

resource "aws_s3_access_point" "readers" {
  bucket = aws_s3_bucket.shared.id
  name   = "readers"
  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = false
    ignore_public_acls      = true
    restrict_public_buckets = false
  }
  lifecycle {
    ignore_changes = [policy]
  }
}

resource "aws_s3control_access_point_policy" "readers" {
  access_point_arn = aws_s3_access_point.readers.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "210987654321" }
      Action    = var.step == 1 ? "s3:GetObject" : "s3:PutObject"
      Resource  = "${aws_s3_access_point.readers.arn}/object/*"
    }]
  })
}

resource "aws_s3_access_point" "vpc" {
  bucket = aws_s3_bucket.shared.id
  name   = "from-vpc"
  vpc_configuration {
    vpc_id = "vpc-0123456789abcdef0"
  }
}

output "readers" {
  value = {
    alias  = aws_s3_access_point.readers.alias
    arn    = aws_s3_access_point.readers.arn
    domain = aws_s3_access_point.readers.domain_name
    origin = aws_s3_access_point.vpc.network_origin
  }
}
