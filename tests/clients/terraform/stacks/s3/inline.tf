# A bucket as it was written before version 4 of the provider, with everything inside.
resource "aws_s3_bucket" "inline" {
  bucket = "tf-inline"

  acceleration_status = "Enabled"
  request_payer       = "Requester"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Step${var.step}"
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::tf-inline/*"
      Principal = { AWS = data.aws_caller_identity.me.arn }
    }]
  })

  versioning {
    enabled = true
  }
  lifecycle_rule {
    id      = "logs"
    enabled = true
    prefix  = "logs/"
    expiration {
      days = 10 * var.step
    }
  }
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["https://${var.step}.example.com"]
  }
  website {
    index_document = "index-${var.step}.html"
  }
  server_side_encryption_configuration {
    rule {
      bucket_key_enabled = true
      apply_server_side_encryption_by_default {
        sse_algorithm = var.step == 1 ? "AES256" : "aws:kms"
      }
    }
  }
  logging {
    target_bucket = aws_s3_bucket.logs.id
    target_prefix = "inline-${var.step}/"
  }
}
