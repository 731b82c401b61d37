resource "aws_ecs_cluster" "main" {
  name = "main"
  tags = { Step = tostring(var.step) }

  setting {
    name  = "containerInsights"
    value = var.step == 1 ? "enabled" : "disabled"
  }
  service_connect_defaults {
    namespace = aws_service_discovery_http_namespace.apps.arn
  }
}

resource "aws_ecs_capacity_provider" "machines" {
  name = "machines"

  auto_scaling_group_provider {
    auto_scaling_group_arn = "arn:aws:autoscaling:${var.region}:${data.aws_caller_identity.me.account_id}:autoScalingGroup:0d4f3b4a-0000-0000-0000-000000000000:autoScalingGroupName/machines"

    managed_scaling {
      status          = "ENABLED"
      target_capacity = 40 * var.step
    }
  }

  lifecycle {
    ignore_changes = [tags]
  }
}

resource "aws_ecs_tag" "owner" {
  resource_arn = aws_ecs_capacity_provider.machines.arn
  key          = "Owner"
  value        = "step-${var.step}"
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT", aws_ecs_capacity_provider.machines.name]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = var.step
  }
}

resource "aws_ecs_account_setting_default" "insights" {
  name  = "containerInsights"
  value = var.step == 1 ? "enabled" : "disabled"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256 * var.step
  memory                   = 512 * var.step
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.execution.arn
  tags                     = { Step = tostring(var.step) }

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  container_definitions = jsonencode([{
    name         = "web"
    image        = "nginx"
    essential    = true
    environment  = [{ name = "STEP", value = tostring(var.step) }]
    portMappings = [{ containerPort = 80 }]
    mountPoints  = [{ sourceVolume = "data", containerPath = "/data" }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = var.region
        awslogs-stream-prefix = "web"
      }
    }
  }])

  volume {
    name = "data"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.data.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.data.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_ecs_service" "web" {
  depends_on             = [aws_efs_mount_target.data]
  name                   = "web"
  cluster                = aws_ecs_cluster.main.id
  task_definition        = aws_ecs_task_definition.web.arn
  desired_count          = 1 + var.step
  launch_type            = "FARGATE"
  enable_execute_command = true
  propagate_tags         = "SERVICE"
  wait_for_steady_state  = true
  tags                   = { Step = tostring(var.step) }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  network_configuration {
    subnets          = data.aws_subnets.default.ids
    security_groups  = [aws_security_group.web.id]
    assign_public_ip = var.step == 1
  }
  service_registries {
    registry_arn = aws_service_discovery_service.web.arn
  }
}

resource "aws_ecs_service" "canary" {
  name          = "canary"
  cluster       = aws_ecs_cluster.main.id
  desired_count = 1

  deployment_controller {
    type = "EXTERNAL"
  }
}

# One revision throughout, so that the task set is changed and not made anew.
resource "aws_ecs_task_definition" "canary" {
  family                   = "canary"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "web", image = "nginx" }])
}

resource "aws_ecs_task_set" "canary" {
  service         = aws_ecs_service.canary.id
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.canary.arn
  launch_type     = "FARGATE"
  force_delete    = true

  scale {
    value = 50 * var.step
  }
  network_configuration {
    subnets = data.aws_subnets.default.ids
  }
}


data "aws_ecs_cluster" "main" {
  cluster_name = aws_ecs_cluster.main.name
}

data "aws_ecs_service" "web" {
  service_name = aws_ecs_service.web.name
  cluster_arn  = data.aws_ecs_cluster.main.arn
}

data "aws_ecs_task_definition" "web" {
  task_definition = aws_ecs_task_definition.web.family
}

output "running" {
  value = {
    status   = data.aws_ecs_cluster.main.status
    desired  = data.aws_ecs_service.web.desired_count
    revision = data.aws_ecs_task_definition.web.revision
  }
}

# By what resources are imported that have no name of ours.
output "ids" {
  value = merge({
    "aws_ecs_tag.owner"                                    = "${aws_ecs_capacity_provider.machines.arn},Owner"
    "aws_cloudwatch_query_definition.slow"                 = "arn:aws:logs:${var.region}:${data.aws_caller_identity.me.account_id}:query-definition:${aws_cloudwatch_query_definition.slow.query_definition_id}"
    "aws_ecs_task_definition.web"                          = aws_ecs_task_definition.web.arn
    "aws_efs_access_point.data"                            = aws_efs_access_point.data.id
    "aws_efs_backup_policy.data"                           = aws_efs_file_system.data.id
    "aws_efs_file_system.data"                             = aws_efs_file_system.data.id
    "aws_efs_file_system_policy.data"                      = aws_efs_file_system.data.id
    "aws_security_group.web"                               = aws_security_group.web.id
    "aws_service_discovery_http_namespace.apps"            = aws_service_discovery_http_namespace.apps.id
    "aws_service_discovery_instance.legacy"                = "${aws_service_discovery_service.legacy.id}/one"
    "aws_service_discovery_private_dns_namespace.internal" = "${aws_service_discovery_private_dns_namespace.internal.id}:${data.aws_vpc.default.id}"
    "aws_service_discovery_public_dns_namespace.public"    = aws_service_discovery_public_dns_namespace.public.id
    "aws_service_discovery_service.legacy"                 = aws_service_discovery_service.legacy.id
    "aws_service_discovery_service.web"                    = aws_service_discovery_service.web.id
    }, {
    for subnet, target in aws_efs_mount_target.data : "aws_efs_mount_target.data[\"${subnet}\"]" => target.id
  })
}
