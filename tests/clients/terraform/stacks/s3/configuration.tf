resource "aws_s3_bucket" "configured" {
  bucket = "tf-configured"
}

resource "aws_s3_bucket_versioning" "configured" {
  bucket = aws_s3_bucket.configured.id
  versioning_configuration {
    status = "Enabled"
  }
}

data "aws_iam_policy_document" "readers" {
  statement {
    sid       = "Step${var.step}"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.configured.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.me.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "configured" {
  bucket = aws_s3_bucket.configured.id
  policy = data.aws_iam_policy_document.readers.json
}

data "aws_s3_bucket_policy" "configured" {
  depends_on = [aws_s3_bucket_policy.configured]
  bucket     = aws_s3_bucket.configured.id
}

resource "aws_s3_bucket_cors_configuration" "configured" {
  bucket = aws_s3_bucket.configured.id
  cors_rule {
    id              = "app"
    allowed_headers = ["*"]
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["https://*.example.com"]
    expose_headers  = ["ETag"]
    max_age_seconds = 1000 * var.step
  }
  cors_rule {
    allowed_methods = ["HEAD"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "configured" {
  bucket = aws_s3_bucket.configured.id
  rule {
    bucket_key_enabled = var.step == 1
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_website_configuration" "configured" {
  bucket = aws_s3_bucket.configured.id
  index_document {
    suffix = "index.html"
  }
  error_document {
    key = "error-${var.step}.html"
  }
  routing_rule {
    condition {
      key_prefix_equals = "docs/"
    }
    redirect {
      replace_key_prefix_with = "documents/"
    }
  }
}

resource "aws_s3_bucket_logging" "configured" {
  bucket        = aws_s3_bucket.configured.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "step-${var.step}/"
  target_object_key_format {
    partitioned_prefix {
      partition_date_source = "EventTime"
    }
  }
}

resource "aws_s3_bucket_accelerate_configuration" "configured" {
  bucket = aws_s3_bucket.configured.id
  status = var.step == 1 ? "Enabled" : "Suspended"
}

resource "aws_s3_bucket_request_payment_configuration" "configured" {
  bucket = aws_s3_bucket.configured.id
  payer  = var.step == 1 ? "Requester" : "BucketOwner"
}
