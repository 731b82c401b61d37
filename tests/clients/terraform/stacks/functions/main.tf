# A function from an archive, with all that can be hung on one, and a function from S3.

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

resource "aws_iam_role" "greet" {
  name = "greet"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_cloudwatch_log_group" "greet" {
  name              = "/aws/lambda/greet"
  retention_in_days = var.step == 1 ? 7 : 0
}

resource "aws_lambda_layer_version" "shared" {
  layer_name               = "shared"
  description              = "step ${var.step}"
  filename                 = "code-${var.step}.zip"
  source_code_hash         = filebase64sha256("code-${var.step}.zip")
  compatible_runtimes      = ["nodejs22.x"]
  compatible_architectures = ["arm64", "x86_64"]
  license_info             = "MIT"
}

resource "aws_lambda_layer_version_permission" "shared" {
  layer_name     = aws_lambda_layer_version.shared.layer_name
  version_number = aws_lambda_layer_version.shared.version
  statement_id   = "everyone"
  action         = "lambda:GetLayerVersion"
  principal      = "*"
}

resource "aws_lambda_function" "greet" {
  depends_on                     = [aws_cloudwatch_log_group.greet]
  function_name                  = "greet"
  description                    = "step ${var.step}"
  role                           = aws_iam_role.greet.arn
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  architectures                  = ["arm64"]
  filename                       = "code-${var.step}.zip"
  source_code_hash               = filebase64sha256("code-${var.step}.zip")
  timeout                        = 3 * var.step
  memory_size                    = 128 * var.step
  layers                         = [aws_lambda_layer_version.shared.arn]
  reserved_concurrent_executions = 10 * var.step
  publish                        = true
  tags                           = { Step = tostring(var.step) }

  environment {
    variables = { STAGE = "step-${var.step}" }
  }
  ephemeral_storage {
    size = 512 * var.step
  }
  logging_config {
    log_format            = "JSON"
    application_log_level = var.step == 1 ? "INFO" : "DEBUG"
    system_log_level      = "WARN"
  }
  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "step ${var.step}"
  function_name    = aws_lambda_function.greet.function_name
  function_version = "1"

  dynamic "routing_config" {
    for_each = var.step == 1 ? [] : [aws_lambda_function.greet.version]
    content {
      additional_version_weights = { (routing_config.value) = 0.25 }
    }
  }
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  function_name                     = aws_lambda_alias.live.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = var.step
}

# The number of an account alone would be drift: AWS keeps it as the ARN of the account's root.
resource "aws_lambda_permission" "account" {
  statement_id  = "account"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.greet.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"
}

resource "aws_lambda_permission" "bucket" {
  statement_id   = "bucket"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.greet.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.code.arn
  source_account = data.aws_caller_identity.me.account_id
}

resource "aws_lambda_function_url" "greet" {
  function_name      = aws_lambda_function.greet.function_name
  qualifier          = aws_lambda_alias.live.name
  authorization_type = var.step == 1 ? "NONE" : "AWS_IAM"

  cors {
    allow_origins  = ["*"]
    allow_methods  = ["GET"]
    expose_headers = ["x-step"]
    max_age        = 60 * var.step
  }
}

resource "aws_lambda_function_event_invoke_config" "greet" {
  function_name                = aws_lambda_function.greet.function_name
  maximum_retry_attempts       = var.step - 1
  maximum_event_age_in_seconds = 600

  destination_config {
    on_failure {
      destination = aws_lambda_function.stored.arn
    }
  }
}

resource "aws_lambda_invocation" "greet" {
  function_name = aws_lambda_function.greet.function_name
  input         = jsonencode({ step = var.step })
}

output "greeting" {
  value = jsondecode(aws_lambda_invocation.greet.result)
}
