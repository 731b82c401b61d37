# The suite sets the address; everything else a provider asks for is switched off.
variable "endpoint" {
  type = string
}

# Changed between two applies, so that every resource is updated in place once.
variable "step" {
  type    = number
  default = 1
}

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "AKIAAWSSIMULATOR0000"
  secret_key                  = "any"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true

  endpoints {
    iam       = var.endpoint
    lambda    = var.endpoint
    s3        = var.endpoint
    s3control = var.endpoint
    sts       = var.endpoint
  }
}
