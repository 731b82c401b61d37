# A state machine with versions, an alias that moves to the next one, and an activity.

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

resource "aws_iam_role" "states" {
  name = "states"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "states.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_cloudwatch_log_group" "orders" {
  name = "/aws/vendedlogs/states/orders"
}

resource "aws_sfn_activity" "approve" {
  name = "approve"
  tags = { step = var.step }
}

resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.states.arn
  publish  = true

  definition = jsonencode({
    Comment = "Step ${var.step}"
    StartAt = "Approve"
    States = {
      Approve = { Type = "Task", Resource = aws_sfn_activity.approve.id, TimeoutSeconds = 60 * var.step, End = true }
    }
  })

  logging_configuration {
    log_destination        = "${aws_cloudwatch_log_group.orders.arn}:*"
    include_execution_data = true
    level                  = var.step == 1 ? "ERROR" : "ALL"
  }

  tracing_configuration {
    enabled = true
  }

  tags = { step = var.step }
}

resource "aws_sfn_state_machine" "refunds" {
  name     = "refunds"
  role_arn = aws_iam_role.states.arn
  type     = "EXPRESS"

  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}

resource "aws_sfn_alias" "live" {
  name        = "live"
  description = "Step ${var.step}"

  dynamic "routing_configuration" {
    for_each = var.step == 1 ? [100] : [90, 10]
    content {
      state_machine_version_arn = "${aws_sfn_state_machine.orders.arn}:${routing_configuration.key + 1}"
      weight                    = routing_configuration.value
    }
  }

  depends_on = [aws_sfn_state_machine.orders]
}

data "aws_sfn_state_machine" "orders" {
  name = aws_sfn_state_machine.orders.name
}

data "aws_sfn_activity" "approve" {
  name = aws_sfn_activity.approve.name
}

data "aws_sfn_alias" "live" {
  name             = aws_sfn_alias.live.name
  statemachine_arn = aws_sfn_state_machine.orders.arn
}

data "aws_sfn_state_machine_versions" "orders" {
  statemachine_arn = aws_sfn_state_machine.orders.arn
}

output "found" {
  value = {
    machine  = data.aws_sfn_state_machine.orders.status
    activity = data.aws_sfn_activity.approve.arn == aws_sfn_activity.approve.id
    weights  = [for route in data.aws_sfn_alias.live.routing_configuration : route.weight]
    versions = length(data.aws_sfn_state_machine_versions.orders.statemachine_versions)
  }
}

output "ids" {
  value = {
    "aws_sfn_state_machine.orders" = aws_sfn_state_machine.orders.arn
    "aws_sfn_activity.approve"     = aws_sfn_activity.approve.id
    "aws_sfn_alias.live"           = aws_sfn_alias.live.arn
  }
}
