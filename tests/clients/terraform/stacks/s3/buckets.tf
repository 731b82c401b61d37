resource "aws_s3_bucket" "main" {
  bucket        = "tf-main"
  force_destroy = true
  tags          = { Stage = "step-${var.step}" }
}

resource "aws_s3_bucket" "logs" {
  bucket_prefix = "tf-logs-"
  # Access logs may be delivered while Terraform is at work.
  force_destroy = true
}

resource "aws_s3_bucket" "locked" {
  bucket              = "tf-locked"
  object_lock_enabled = true
}

resource "aws_s3_bucket_versioning" "main" {
  bucket = aws_s3_bucket.main.id
  versioning_configuration {
    status = var.step == 1 ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "locked" {
  bucket = aws_s3_bucket.locked.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 4 + var.step
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = var.step == 1 ? "BucketOwnerPreferred" : "ObjectWriter"
  }
}

resource "aws_s3_bucket_public_access_block" "main" {
  bucket                  = aws_s3_bucket.main.id
  block_public_acls       = true
  block_public_policy     = var.step == 1
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_acl" "logs" {
  depends_on = [aws_s3_bucket_ownership_controls.logs]
  bucket     = aws_s3_bucket.logs.id
  acl        = var.step == 1 ? "log-delivery-write" : "private"
}

data "aws_s3_bucket" "main" {
  bucket = aws_s3_bucket.main.id
}

data "aws_canonical_user_id" "current" {}

output "bucket" {
  value = {
    arn    = data.aws_s3_bucket.main.arn
    region = data.aws_s3_bucket.main.region
    owner  = data.aws_canonical_user_id.current.id
  }
}

output "logs" {
  value = aws_s3_bucket.logs.id
}
