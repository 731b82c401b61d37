# A log group with all that is set up beside one, and what Lambda keeps beside functions.

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

resource "aws_cloudwatch_log_group" "app" {
  name = "/app"
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.app.name
  pattern        = "[]"

  metric_transformation {
    name      = "errors"
    namespace = "team/app"
    value     = var.step
  }
}

locals {
  identifiers = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]
  protection = jsonencode({
    Name        = "mask"
    Version     = "2021-06-01"
    Description = "step ${var.step}"
    Statement = [
      { Sid = "Audit", DataIdentifier = local.identifiers, Operation = { Audit = { FindingsDestination = {} } } },
      { Sid = "Redact", DataIdentifier = local.identifiers, Operation = { Deidentify = { MaskConfig = {} } } },
    ]
  })
}

resource "aws_cloudwatch_log_data_protection_policy" "app" {
  log_group_name  = aws_cloudwatch_log_group.app.name
  policy_document = local.protection
}

resource "aws_cloudwatch_log_account_policy" "mask" {
  policy_name     = "mask"
  policy_type     = "DATA_PROTECTION_POLICY"
  policy_document = local.protection
}

resource "aws_cloudwatch_log_account_policy" "subscription" {
  policy_name        = "subscription"
  policy_type        = "SUBSCRIPTION_FILTER_POLICY"
  selection_criteria = "LogGroupName NOT IN [\"/app\"]"
  policy_document = jsonencode({
    DestinationArn = aws_lambda_function.worker.arn
    FilterPattern  = "step ${var.step}"
  })
}

resource "aws_cloudwatch_log_index_policy" "app" {
  log_group_name  = aws_cloudwatch_log_group.app.name
  policy_document = jsonencode({ Fields = ["requestId", "step${var.step}"] })
}

resource "aws_cloudwatch_log_resource_policy" "route53" {
  policy_name = "route53"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "logs:PutLogEvents"
      Resource  = "*"
      Principal = { Service = "route53.amazonaws.com" }
    }]
  })
}

resource "aws_cloudwatch_query_definition" "slow" {
  name            = "slow"
  log_group_names = [aws_cloudwatch_log_group.app.name]
  query_string    = "fields @message | limit ${var.step}"
}

resource "aws_cloudwatch_log_anomaly_detector" "app" {
  detector_name        = "app"
  log_group_arn_list   = [aws_cloudwatch_log_group.app.arn]
  evaluation_frequency = var.step == 1 ? "TEN_MIN" : "ONE_HOUR"
  enabled              = true
  tags                 = { Step = tostring(var.step) }
}

resource "aws_cloudwatch_log_delivery_source" "site" {
  name         = "site"
  log_type     = "ACCESS_LOGS"
  resource_arn = "arn:aws:cloudfront::${data.aws_caller_identity.me.account_id}:distribution/E19DL18TOXN9JU"
  tags         = { Step = tostring(var.step) }
}

resource "aws_cloudwatch_log_delivery_destination" "group" {
  name          = "group"
  output_format = "json"

  delivery_destination_configuration {
    destination_resource_arn = aws_cloudwatch_log_group.app.arn
  }
}

resource "aws_cloudwatch_log_delivery_destination_policy" "group" {
  delivery_destination_name = aws_cloudwatch_log_delivery_destination.group.name
  delivery_destination_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "logs:CreateDelivery"
      Resource  = aws_cloudwatch_log_delivery_destination.group.arn
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }
    }]
  })
}

# It stays as it is: the provider fails to read an update of a delivery that is not to S3.
resource "aws_cloudwatch_log_delivery" "site" {
  delivery_source_name     = aws_cloudwatch_log_delivery_source.site.name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.group.arn
  record_fields            = ["date", "time"]
}

resource "aws_lambda_code_signing_config" "team" {
  description = "step ${var.step}"

  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:signer:${var.region}:${data.aws_caller_identity.me.account_id}:/signing-profiles/team/abcdefgh12"]
  }
  policies {
    untrusted_artifact_on_deployment = var.step == 1 ? "Warn" : "Enforce"
  }
}

resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "worker" {
  function_name           = "worker"
  role                    = aws_iam_role.worker.arn
  runtime                 = "nodejs22.x"
  handler                 = "index.handler"
  filename                = "code.zip"
  source_code_hash        = filebase64sha256("code.zip")
  code_signing_config_arn = aws_lambda_code_signing_config.team.arn
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "queue" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = aws_sqs_queue.jobs.arn
  batch_size       = var.step
  enabled          = var.step == 1
  tags             = { Step = tostring(var.step) }

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = ["order"] } })
    }
  }
}

resource "aws_lambda_event_source_mapping" "stream" {
  function_name                  = aws_lambda_function.worker.function_name
  event_source_arn               = "arn:aws:kinesis:${var.region}:${data.aws_caller_identity.me.account_id}:stream/clicks"
  starting_position              = "LATEST"
  maximum_retry_attempts         = var.step
  bisect_batch_on_function_error = true
}
