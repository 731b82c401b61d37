# A state in S3, with its lock beside it. What is managed needs no provider.

terraform {
  backend "s3" {
    use_lockfile = true
    encrypt      = true
  }
}

variable "step" {
  type    = number
  default = 1
}

resource "terraform_data" "thing" {
  input = "step ${var.step}"
}

output "thing" {
  value = terraform_data.thing.output
}
