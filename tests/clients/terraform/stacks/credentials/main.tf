# What users sign in with, and the account's own certificates and providers.

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

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = var.step == 1 ? 12 : 14
  require_lowercase_characters   = true
  require_numbers                = true
  require_uppercase_characters   = true
  require_symbols                = true
  allow_users_to_change_password = true
  max_password_age               = 90
  password_reuse_prevention      = 5
}

resource "aws_iam_user" "ann" {
  name          = "ann"
  force_destroy = true
}

resource "aws_iam_user_login_profile" "ann" {
  user                    = aws_iam_user.ann.name
  password_length         = 20
  password_reset_required = true
  depends_on              = [aws_iam_account_password_policy.strict]
}

resource "aws_iam_user_ssh_key" "ann" {
  username   = aws_iam_user.ann.name
  encoding   = "SSH"
  public_key = file("${path.module}/public.ssh")
  status     = var.step == 1 ? "Active" : "Inactive"
}

resource "aws_iam_signing_certificate" "ann" {
  user_name        = aws_iam_user.ann.name
  certificate_body = file("${path.module}/server.pem")
}

resource "aws_iam_service_specific_credential" "ann" {
  user_name    = aws_iam_user.ann.name
  service_name = "codecommit.amazonaws.com"
}

resource "aws_iam_virtual_mfa_device" "phone" {
  virtual_mfa_device_name = "phone"
  path                    = "/team/"
  tags                    = { Step = tostring(var.step) }
}

resource "aws_iam_server_certificate" "www" {
  name              = "www"
  certificate_body  = file("${path.module}/server.pem")
  certificate_chain = file("${path.module}/authority.pem")
  private_key       = file("${path.module}/server.key")
  tags              = { Step = tostring(var.step) }
}

resource "aws_iam_saml_provider" "okta" {
  name = "okta"
  saml_metadata_document = join("", [
    "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"https://idp.example.com/${var.step}\">",
    "<!-- ", join("", [for character in range(1000) : "x"]), "-->",
    "</md:EntityDescriptor>",
  ])
  tags = { Step = tostring(var.step) }
}

# A trust policy as modules write it: with a list of services that is empty.
resource "aws_iam_role" "people" {
  name                = "people"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonBedrockReadOnly"]
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithSAML"
      Principal = { Federated = aws_iam_saml_provider.okta.arn, Service = [] }
    }]
  })
}
