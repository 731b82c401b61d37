# A cluster and a service with Service Connect, as terraform-aws-modules/ecs writes them; autoscaling aside.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "region" {}

provider "aws" {
  region = var.region
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }
}

resource "aws_service_discovery_http_namespace" "apps" {
  name        = "apps"
  description = "Names of the services of the shop"
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"

  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"

      log_configuration {
        cloud_watch_log_group_name = aws_cloudwatch_log_group.cluster.name
      }
    }
  }
  service_connect_defaults {
    namespace = aws_service_discovery_http_namespace.apps.arn
  }
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "cluster" {
  name              = "/aws/ecs/shop"
  retention_in_days = 90
}

resource "aws_ecs_cluster_capacity_providers" "shop" {
  cluster_name       = aws_ecs_cluster.shop.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 20
    weight            = 50
  }
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 50
  }
}

data "aws_iam_policy_document" "tasks" {
  statement {
    sid     = "ECSTasksAssumeRole"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "tasks" {
  name_prefix           = "web-tasks-"
  assume_role_policy    = data.aws_iam_policy_document.tasks.json
  force_detach_policies = true
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.tasks.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_security_group" "web" {
  name_prefix = "web-"
  vpc_id      = data.aws_vpc.default.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/aws/ecs/web/web"
  retention_in_days = 30
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  cpu                      = 1024
  memory                   = 4096
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.tasks.arn
  task_role_arn            = aws_iam_role.tasks.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  container_definitions = jsonencode([
    {
      name              = "fluent-bit"
      image             = "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"
      cpu               = 512
      memoryReservation = 50
      essential         = true
      user              = "0"
      firelensConfiguration = {
        type    = "fluentbit"
        options = { enable-ecs-log-metadata = "true" }
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "ecs"
        }
      }
      restartPolicy = { enabled = true, ignoredExitCodes = [1], restartAttemptPeriod = 60 }
    },
    {
      name                   = "web"
      image                  = "public.ecr.aws/aws-containers/ecsdemo-frontend:776fd50"
      cpu                    = 512
      memory                 = 1024
      memoryReservation      = 100
      essential              = true
      interactive            = false
      privileged             = false
      pseudoTerminal         = false
      readonlyRootFilesystem = false
      startTimeout           = 30
      stopTimeout            = 120
      linuxParameters        = { capabilities = { add = [], drop = ["NET_RAW"] }, initProcessEnabled = false }
      portMappings           = [{ name = "web", containerPort = 3000, hostPort = 3000, protocol = "tcp" }]
      mountPoints            = [{ sourceVolume = "scratch", containerPath = "/var/www/my-vol", readOnly = false }]
      dependsOn              = [{ containerName = "fluent-bit", condition = "START" }]
      healthCheck            = { command = ["CMD-SHELL", "curl -f http://localhost:3000/health || exit 1"] }
      logConfiguration = {
        logDriver = "awsfirelens"
        options   = { Name = "firehose", region = var.region, delivery_stream = "my-stream", log-driver-buffer-limit = "2097152" }
      }
    },
  ])

  volume {
    name = "scratch"
  }
}

resource "aws_ecs_service" "web" {
  name                               = "web"
  cluster                            = aws_ecs_cluster.shop.arn
  task_definition                    = aws_ecs_task_definition.web.arn
  desired_count                      = 2
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 66
  enable_ecs_managed_tags            = true
  enable_execute_command             = true
  propagate_tags                     = "SERVICE"
  availability_zone_rebalancing      = "ENABLED"
  wait_for_steady_state              = true
  tags                               = { Team = "shop" }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  deployment_controller {
    type = "ECS"
  }
  network_configuration {
    subnets         = data.aws_subnets.default.ids
    security_groups = [aws_security_group.web.id]
  }
  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.apps.arn

    service {
      port_name      = "web"
      discovery_name = "web"

      client_alias {
        port     = 3000
        dns_name = "web"
      }
      timeout {
        idle_timeout_seconds        = 300
        per_request_timeout_seconds = 15
      }
    }
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [aws_ecs_cluster_capacity_providers.shop]
}

resource "aws_ecr_repository_creation_template" "shop" {
  prefix               = "shop"
  description          = "Repositories of the shop"
  image_tag_mutability = "IMMUTABLE"
  applied_for          = ["REPLICATION", "PULL_THROUGH_CACHE"]
}
