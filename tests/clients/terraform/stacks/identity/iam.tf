data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = var.step == 1 ? ["ec2.amazonaws.com"] : ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Read${var.step}"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "app" {
  name                 = "app"
  path                 = "/team/"
  description          = "step ${var.step}"
  max_session_duration = 3600 * var.step
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = aws_iam_policy.read.arn
  tags                 = { Step = tostring(var.step) }
}

resource "aws_iam_role_policy" "app" {
  name   = "inline"
  role   = aws_iam_role.app.id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_policy" "read" {
  name        = "read"
  path        = "/team/"
  description = "Read from S3"
  policy      = data.aws_iam_policy_document.read.json
  tags        = { Step = tostring(var.step) }
}

resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
  tags = { Step = tostring(var.step) }
}

resource "aws_iam_user" "ci" {
  name          = "ci"
  path          = "/robots/"
  force_destroy = true
  tags          = { Step = tostring(var.step) }
}

resource "aws_iam_access_key" "ci" {
  user   = aws_iam_user.ci.name
  status = var.step == 1 ? "Active" : "Inactive"
}

resource "aws_iam_user_policy" "ci" {
  name   = "inline"
  user   = aws_iam_user.ci.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_user_policy_attachment" "ci" {
  user       = aws_iam_user.ci.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_group" "robots" {
  name = "robots"
}

resource "aws_iam_group_policy_attachment" "robots" {
  group      = aws_iam_group.robots.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_group_policy" "robots" {
  name   = "inline"
  group  = aws_iam_group.robots.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_group_membership" "robots" {
  name  = "robots"
  group = aws_iam_group.robots.name
  users = [aws_iam_user.ci.name]
}

resource "aws_iam_openid_connect_provider" "ci" {
  url             = "https://token.actions.example.com"
  client_id_list  = var.step == 1 ? ["sts.amazonaws.com"] : ["sts.amazonaws.com", "other"]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]
}

resource "aws_iam_saml_provider" "staff" {
  name                   = "staff"
  saml_metadata_document = <<-XML
    <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/${var.step}">
      <!-- ${join("", [for i in range(1000) : "x"])} -->
    </EntityDescriptor>
  XML
  tags                   = { step = var.step }
}

resource "aws_iam_role" "staff" {
  name = "staff"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = {
      Effect    = "Allow"
      Principal = { Federated = aws_iam_saml_provider.staff.arn }
      Action    = "sts:AssumeRoleWithSAML"
      Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
    }
  })
}

resource "aws_iam_service_linked_role" "ecs" {
  aws_service_name = "ecs.amazonaws.com"
}

data "aws_iam_role" "app" {
  name = aws_iam_role.app.name
}

data "aws_iam_policy" "managed" {
  name = "AmazonS3ReadOnlyAccess"
}

output "role" {
  value = data.aws_iam_role.app.arn
}
