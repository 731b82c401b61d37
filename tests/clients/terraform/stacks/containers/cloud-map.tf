resource "aws_service_discovery_http_namespace" "apps" {
  name        = "apps"
  description = "Of the team"
  tags        = { Step = tostring(var.step) }
}

resource "aws_service_discovery_private_dns_namespace" "internal" {
  name        = "internal.example"
  description = "step ${var.step}"
  vpc         = data.aws_vpc.default.id
}

resource "aws_service_discovery_public_dns_namespace" "public" {
  name = "public.example"
}

resource "aws_service_discovery_service" "web" {
  name        = "web"
  description = "step ${var.step}"

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.internal.id
    routing_policy = "MULTIVALUE"
    dns_records {
      type = "A"
      ttl  = 10 * var.step
    }
  }
  health_check_custom_config {
    failure_threshold = 1
  }
}

resource "aws_service_discovery_service" "legacy" {
  name         = "legacy"
  namespace_id = aws_service_discovery_http_namespace.apps.id
}

resource "aws_service_discovery_instance" "legacy" {
  service_id  = aws_service_discovery_service.legacy.id
  instance_id = "one"
  attributes  = { AWS_INSTANCE_IPV4 = "10.0.0.${var.step}", colour = "red" }
}

data "aws_service_discovery_dns_namespace" "internal" {
  name = aws_service_discovery_private_dns_namespace.internal.name
  type = "DNS_PRIVATE"
}

data "aws_service_discovery_service" "web" {
  name         = aws_service_discovery_service.web.name
  namespace_id = data.aws_service_discovery_dns_namespace.internal.id
}

output "discovered" {
  value = data.aws_service_discovery_service.web.arn == aws_service_discovery_service.web.arn
}
