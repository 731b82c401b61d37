resource "aws_ecr_repository" "web" {
  name         = "web"
  force_delete = true
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/team/web"
  retention_in_days = 7
}

resource "aws_efs_file_system" "shared" {
  creation_token = "shared"
  encrypted      = true
}

resource "aws_efs_mount_target" "shared" {
  for_each        = toset(data.aws_subnets.default.ids)
  file_system_id  = aws_efs_file_system.shared.id
  subnet_id       = each.value
  security_groups = [aws_security_group.web.id]
}

resource "aws_efs_access_point" "shared" {
  file_system_id = aws_efs_file_system.shared.id
}

resource "aws_service_discovery_private_dns_namespace" "team" {
  name = "team.internal"
  vpc  = data.aws_vpc.default.id
}

resource "aws_service_discovery_service" "web" {
  force_destroy = true
  name          = "web"

  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.team.id
    dns_records {
      type = "A"
      ttl  = 10
    }
  }
}

resource "aws_ecs_cluster" "team" {
  name = "team"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.web.arn
  task_role_arn            = aws_iam_role.web.arn

  container_definitions = jsonencode([{
    name         = "web"
    image        = "${aws_ecr_repository.web.repository_url}:latest"
    portMappings = [{ containerPort = 80 }]
    mountPoints  = [{ sourceVolume = "shared", containerPath = "/shared" }]
    environment  = [{ name = "UPLOADS", value = aws_s3_bucket.uploads.bucket }]
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
    name = "shared"
    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.shared.id
      transit_encryption = "ENABLED"
      authorization_config {
        access_point_id = aws_efs_access_point.shared.id
      }
    }
  }
}

resource "aws_ecs_service" "web" {
  depends_on            = [aws_efs_mount_target.shared]
  name                  = "web"
  cluster               = aws_ecs_cluster.team.id
  task_definition       = aws_ecs_task_definition.web.arn
  desired_count         = var.tasks
  launch_type           = "FARGATE"
  wait_for_steady_state = true

  network_configuration {
    subnets         = data.aws_subnets.default.ids
    security_groups = [aws_security_group.web.id]
  }
  service_registries {
    registry_arn = aws_service_discovery_service.web.arn
  }
}
