# A function from an archive, with all that can be hung on one.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "region" {}

variable "timeout" {
  default = 3
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

resource "aws_iam_policy" "logs" {
  name = "logs"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.greet.name
  policy_arn = aws_iam_policy.logs.arn
}

resource "aws_lambda_layer_version" "shared" {
  layer_name          = "shared"
  filename            = "code.zip"
  compatible_runtimes = ["nodejs22.x"]
}

resource "aws_lambda_function" "greet" {
  function_name    = "greet"
  role             = aws_iam_role.greet.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = "code.zip"
  source_code_hash = filebase64sha256("code.zip")
  timeout          = var.timeout
  layers           = [aws_lambda_layer_version.shared.arn]
  publish          = true

  environment {
    variables = { STAGE = "test" }
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.greet.function_name
  function_version = aws_lambda_function.greet.version
}

resource "aws_lambda_permission" "account" {
  statement_id  = "account"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.greet.function_name
  principal     = data.aws_caller_identity.me.account_id
}

resource "aws_lambda_function_url" "greet" {
  function_name      = aws_lambda_function.greet.function_name
  authorization_type = "NONE"

  cors {
    allow_origins = ["*"]
    allow_methods = ["GET"]
  }
}

resource "aws_lambda_function_event_invoke_config" "greet" {
  function_name                = aws_lambda_function.greet.function_name
  maximum_retry_attempts       = 1
  maximum_event_age_in_seconds = 600
}
