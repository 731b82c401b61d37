resource "aws_ecr_repository" "web" {
  name                 = "team/web"
  image_tag_mutability = var.step == 1 ? "IMMUTABLE" : "MUTABLE"
  tags                 = { Step = tostring(var.step) }

  image_scanning_configuration {
    scan_on_push = var.step == 1
  }
}

resource "aws_ecr_lifecycle_policy" "web" {
  repository = aws_ecr_repository.web.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 * var.step }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecr_repository_policy" "web" {
  repository = aws_ecr_repository.web.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Step${var.step}"
      Effect    = "Allow"
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Principal = { AWS = data.aws_caller_identity.me.arn }
    }]
  })
}

resource "aws_ecr_registry_policy" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Step${var.step}"
      Effect    = "Allow"
      Action    = ["ecr:CreateRepository"]
      Resource  = "arn:aws:ecr:${var.region}:${data.aws_caller_identity.me.account_id}:repository/*"
      Principal = { AWS = data.aws_caller_identity.me.arn }
    }]
  })
}

resource "aws_ecr_registry_scanning_configuration" "account" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "SCAN_ON_PUSH"
    repository_filter {
      filter      = "step-${var.step}*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_replication_configuration" "account" {
  replication_configuration {
    rule {
      destination {
        region      = var.step == 1 ? "us-east-1" : "us-west-2"
        registry_id = data.aws_caller_identity.me.account_id
      }
    }
  }
}

resource "aws_ecr_pull_through_cache_rule" "public" {
  ecr_repository_prefix = "public"
  upstream_registry_url = "public.ecr.aws"
}

data "aws_ecr_repository" "web" {
  name = aws_ecr_repository.web.name
}

data "aws_ecr_authorization_token" "login" {}

output "registry" {
  value = {
    repository = data.aws_ecr_repository.web.repository_url
    user       = nonsensitive(data.aws_ecr_authorization_token.login.user_name)
  }
}
