# A bucket that does by itself what it is told: notifies a function, replicates, is a website.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "region" {}

provider "aws" {
  region            = var.region
  s3_use_path_style = true
}

resource "aws_s3_bucket" "source" {
  bucket        = "tf-source"
  force_destroy = true
}

resource "aws_s3_bucket" "copies" {
  bucket        = "tf-replicas"
  force_destroy = true
}

resource "aws_s3_bucket_versioning" "both" {
  for_each = { source = aws_s3_bucket.source.id, copies = aws_s3_bucket.copies.id }
  bucket   = each.value
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_website_configuration" "source" {
  bucket = aws_s3_bucket.source.id
  index_document {
    suffix = "index.html"
  }
}

resource "aws_s3_bucket_inventory" "daily" {
  bucket                   = aws_s3_bucket.source.id
  name                     = "daily"
  included_object_versions = "Current"
  schedule {
    frequency = "Daily"
  }
  destination {
    bucket {
      format     = "CSV"
      bucket_arn = aws_s3_bucket.copies.arn
    }
  }
}

resource "aws_iam_role" "service" {
  name = "background"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["lambda.amazonaws.com", "s3.amazonaws.com"] }
    }]
  })
}

resource "aws_s3_bucket_replication_configuration" "source" {
  depends_on = [aws_s3_bucket_versioning.both]
  bucket     = aws_s3_bucket.source.id
  role       = aws_iam_role.service.arn
  rule {
    id       = "all"
    priority = 1
    status   = "Enabled"
    filter {}
    delete_marker_replication {
      status = "Disabled"
    }
    destination {
      bucket = aws_s3_bucket.copies.arn
    }
  }
}

resource "aws_lambda_function" "listener" {
  function_name = "listener"
  role          = aws_iam_role.service.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "code.zip"
}

resource "aws_s3_bucket_notification" "source" {
  bucket = aws_s3_bucket.source.id
  lambda_function {
    lambda_function_arn = aws_lambda_function.listener.arn
    events              = ["s3:ObjectCreated:*"]
  }
}
