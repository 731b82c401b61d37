resource "aws_cloudwatch_log_group" "web" {
  name              = "/team/web"
  retention_in_days = 7 * var.step
  tags              = { Step = tostring(var.step) }
}

resource "aws_cloudwatch_log_stream" "web" {
  name           = "by-hand"
  log_group_name = aws_cloudwatch_log_group.web.name
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.web.name
  pattern        = "ERROR"

  metric_transformation {
    name          = "Errors"
    namespace     = "Team/Web"
    value         = tostring(var.step)
    default_value = "0"
  }
}

resource "aws_cloudwatch_log_subscription_filter" "all" {
  name            = "all"
  log_group_name  = aws_cloudwatch_log_group.web.name
  filter_pattern  = var.step == 1 ? "" : "ERROR"
  destination_arn = aws_cloudwatch_log_destination.stream.arn
}

resource "aws_cloudwatch_log_destination" "stream" {
  name       = "stream"
  role_arn   = aws_iam_role.execution.arn
  target_arn = "arn:aws:kinesis:${var.region}:${data.aws_caller_identity.me.account_id}:stream/step-${var.step}"
}

resource "aws_cloudwatch_log_destination_policy" "stream" {
  destination_name = aws_cloudwatch_log_destination.stream.name
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Step${var.step}"
      Effect    = "Allow"
      Action    = "logs:PutSubscriptionFilter"
      Resource  = aws_cloudwatch_log_destination.stream.arn
      Principal = { AWS = data.aws_caller_identity.me.account_id }
    }]
  })
}

resource "aws_cloudwatch_log_resource_policy" "route53" {
  policy_name = "route53"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Step${var.step}"
      Effect    = "Allow"
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "*"
      Principal = { Service = "route53.amazonaws.com" }
    }]
  })
}

resource "aws_cloudwatch_query_definition" "slow" {
  name            = "team/slow"
  log_group_names = [aws_cloudwatch_log_group.web.name]
  query_string    = "fields @timestamp | limit ${var.step}"
}

data "aws_cloudwatch_log_groups" "team" {
  depends_on            = [aws_cloudwatch_log_group.web]
  log_group_name_prefix = "/team"
}

output "log_groups" {
  value = data.aws_cloudwatch_log_groups.team.log_group_names
}
