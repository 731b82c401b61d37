data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }
}

data "aws_subnet" "default" {
  for_each = toset(data.aws_subnets.default.ids)
  id       = each.value
}

data "aws_security_group" "default" {
  vpc_id = data.aws_vpc.default.id
  name   = "default"
}

# Rules inside the group.
resource "aws_security_group" "web" {
  name        = "web"
  description = "The web"
  vpc_id      = data.aws_vpc.default.id
  tags        = { Step = tostring(var.step) }

  ingress {
    description = "HTTP"
    from_port   = 80
    to_port     = 79 + var.step
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# Rules of their own, of the new kind and of the old.
resource "aws_security_group" "data" {
  name_prefix = "data-"
  vpc_id      = data.aws_vpc.default.id
}

resource "aws_vpc_security_group_ingress_rule" "data" {
  security_group_id            = aws_security_group.data.id
  referenced_security_group_id = aws_security_group.web.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
  description                  = "step ${var.step}"
  tags                         = { Step = tostring(var.step) }
}

resource "aws_vpc_security_group_egress_rule" "data" {
  security_group_id = aws_security_group.data.id
  cidr_ipv4         = "10.${var.step}.0.0/16"
  ip_protocol       = "-1"
}

resource "aws_security_group" "old" {
  name   = "old"
  vpc_id = data.aws_vpc.default.id
}

resource "aws_security_group_rule" "old" {
  security_group_id        = aws_security_group.old.id
  type                     = "ingress"
  source_security_group_id = aws_security_group.web.id
  from_port                = 2049
  to_port                  = 2049
  protocol                 = "tcp"
  description              = "step ${var.step}"
}

output "network" {
  value = {
    vpc     = data.aws_vpc.default.cidr_block
    zones   = sort([for subnet in data.aws_subnet.default : subnet.availability_zone])
    default = data.aws_security_group.default.id
  }
}

# A network of its own.
resource "aws_vpc" "own" {
  cidr_block           = "10.9.0.0/16"
  enable_dns_hostnames = var.step == 1
  tags                 = { Name = "own-${var.step}" }
}

resource "aws_subnet" "own" {
  vpc_id            = aws_vpc.own.id
  cidr_block        = "10.9.1.0/24"
  availability_zone = data.aws_availability_zones.here.names[0]
  tags              = { Name = "own-${var.step}" }
}

# By what resources are imported that have no name of ours.
output "ids" {
  value = {
    "aws_security_group.web"                   = aws_security_group.web.id
    "aws_security_group.data"                  = aws_security_group.data.id
    "aws_vpc_security_group_ingress_rule.data" = aws_vpc_security_group_ingress_rule.data.id
    "aws_vpc_security_group_egress_rule.data"  = aws_vpc_security_group_egress_rule.data.id
    "aws_vpc.own"                              = aws_vpc.own.id
    "aws_subnet.own"                           = aws_subnet.own.id
  }
}
