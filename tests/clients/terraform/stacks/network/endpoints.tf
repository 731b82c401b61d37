data "aws_vpc_endpoint_service" "s3" {
  service      = "s3"
  service_type = "Gateway"
}

data "aws_vpc_endpoint_service" "ecr" {
  service      = "ecr.api"
  service_type = "Interface"
}

data "aws_ec2_managed_prefix_list" "s3" {
  name = "com.amazonaws.${var.region}.s3"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = data.aws_vpc_endpoint_service.s3.service_name
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.private.id, aws_route_table.public.id]
  tags              = local.tags
}

resource "aws_vpc_endpoint" "ecr" {
  vpc_id              = aws_vpc.main.id
  service_name        = data.aws_vpc_endpoint_service.ecr.service_name
  vpc_endpoint_type   = "Interface"
  subnet_ids          = slice(aws_subnet.private[*].id, 0, var.step)
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
  tags                = local.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "*"
      Resource  = "*"
    }]
  })
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 5
  tags           = local.tags

  entry {
    cidr        = "192.0.${var.step}.0/24"
    description = "office"
  }
}

resource "aws_security_group" "endpoints" {
  name_prefix = "endpoints-"
  vpc_id      = aws_vpc.main.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
  }
}

resource "aws_network_interface" "appliance" {
  subnet_id   = aws_subnet.public[1].id
  description = "appliance ${var.step}"
  tags        = local.tags
}

resource "aws_eip" "appliance" {
  domain            = "vpc"
  network_interface = aws_network_interface.appliance.id

  depends_on = [aws_internet_gateway.main]
}

# Flow logs to a log group of their own.
resource "aws_cloudwatch_log_group" "flow" {
  name = "/aws/vpc-flow-log/network"
}

resource "aws_iam_role" "flow" {
  name = "vpc-flow-log"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_flow_log" "main" {
  vpc_id                   = aws_vpc.main.id
  iam_role_arn             = aws_iam_role.flow.arn
  log_destination          = aws_cloudwatch_log_group.flow.arn
  log_destination_type     = "cloud-watch-logs"
  traffic_type             = "ALL"
  max_aggregation_interval = 60
  tags                     = local.tags
}

output "network" {
  value = {
    prefix_list = data.aws_ec2_managed_prefix_list.s3.id == aws_vpc_endpoint.s3.prefix_list_id
    nat         = aws_nat_gateway.main.public_ip == aws_eip.nat.public_ip
    dns         = [for entry in aws_vpc_endpoint.ecr.dns_entry : entry.dns_name if startswith(entry.dns_name, "api")]
  }
}

# By what resources are imported whose ids AWS made.
output "ids" {
  value = {
    "aws_vpc.main"                          = aws_vpc.main.id
    "aws_vpc_dhcp_options.main"             = aws_vpc_dhcp_options.main.id
    "aws_eip.nat"                           = aws_eip.nat.id
    "aws_nat_gateway.main"                  = aws_nat_gateway.main.id
    "aws_network_acl.database"              = aws_network_acl.database.id
    "aws_egress_only_internet_gateway.main" = aws_egress_only_internet_gateway.main.id
    "aws_vpc_endpoint.s3"                   = aws_vpc_endpoint.s3.id
    "aws_vpc_endpoint.ecr"                  = aws_vpc_endpoint.ecr.id
    "aws_ec2_managed_prefix_list.offices"   = aws_ec2_managed_prefix_list.offices.id
    "aws_flow_log.main"                     = aws_flow_log.main.id
  }
}
