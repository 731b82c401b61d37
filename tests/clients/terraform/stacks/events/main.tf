# Buses with rules, targets and archives, connections and API destinations, schedules, and pipes.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "region" {}

provider "aws" {
  region = var.region
}

resource "aws_cloudwatch_event_bus" "shop" {
  name = "shop"
  tags = { team = "shop" }
}

resource "aws_cloudwatch_event_bus_policy" "shop" {
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "others"
      Effect    = "Allow"
      Principal = { AWS = "210987654321" }
      Action    = "events:PutEvents"
      Resource  = aws_cloudwatch_event_bus.shop.arn
    }]
  })
}

resource "aws_cloudwatch_event_permission" "default" {
  principal    = "210987654321"
  statement_id = "others"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_cloudwatch_event_rule" "orders" {
  name           = "orders"
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  event_pattern  = jsonencode({ source = ["shop"], detail-type = [{ prefix = "Order" }] })
  tags           = { team = "shop" }
}

resource "aws_cloudwatch_event_target" "orders" {
  rule           = aws_cloudwatch_event_rule.orders.name
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  target_id      = "queue"
  arn            = aws_sqs_queue.orders.arn

  input_transformer {
    input_paths    = { id = "$.detail.id" }
    input_template = "{\"order\": <id>}"
  }

  retry_policy {
    maximum_event_age_in_seconds = 60
    maximum_retry_attempts       = 3
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_cloudwatch_event_rule" "hourly" {
  name                = "hourly"
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "hourly" {
  rule  = aws_cloudwatch_event_rule.hourly.name
  arn   = aws_sqs_queue.orders.arn
  input = jsonencode({ hourly = true })
}

resource "aws_cloudwatch_event_archive" "shop" {
  name             = "shop"
  event_source_arn = aws_cloudwatch_event_bus.shop.arn
  retention_days   = 7
}

resource "aws_cloudwatch_event_connection" "hook" {
  name               = "hook"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-key"
      value = "secret"
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "hook" {
  name                             = "hook"
  connection_arn                   = aws_cloudwatch_event_connection.hook.arn
  invocation_endpoint              = "https://example.com/*"
  http_method                      = "POST"
  invocation_rate_limit_per_second = 10
}

resource "aws_iam_role" "events" {
  name = "events"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["scheduler.amazonaws.com", "pipes.amazonaws.com"] }
    }]
  })
}

resource "aws_scheduler_schedule_group" "jobs" {
  name = "jobs"
  tags = { team = "shop" }
}

resource "aws_scheduler_schedule" "nightly" {
  name                         = "nightly"
  group_name                   = aws_scheduler_schedule_group.jobs.name
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = "Europe/Vienna"

  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = 15
  }

  target {
    arn      = aws_sqs_queue.jobs.arn
    role_arn = aws_iam_role.events.arn
    input    = jsonencode({ job = "nightly" })

    retry_policy {
      maximum_retry_attempts = 2
    }
  }
}

resource "aws_pipes_pipe" "jobs" {
  name     = "jobs"
  role_arn = aws_iam_role.events.arn
  source   = aws_sqs_queue.jobs.arn
  target   = aws_cloudwatch_event_bus.shop.arn
  tags     = { team = "shop" }

  source_parameters {
    filter_criteria {
      filter {
        pattern = jsonencode({ body = { job = [{ exists = true }] } })
      }
    }

    sqs_queue_parameters {
      batch_size = 5
    }
  }

  target_parameters {
    input_template = "{\"job\": <$.body.job>}"

    eventbridge_event_bus_parameters {
      source      = "jobs"
      detail_type = "Job Due"
    }
  }
}
