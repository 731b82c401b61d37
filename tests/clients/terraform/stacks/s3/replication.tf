resource "aws_iam_role" "replication" {
  name = "replication"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "s3.amazonaws.com" }
    }]
  })
}

resource "aws_s3_bucket" "copies" {
  bucket        = "tf-copies"
  force_destroy = true
}

resource "aws_s3_bucket_versioning" "copies" {
  bucket = aws_s3_bucket.copies.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_replication_configuration" "configured" {
  depends_on = [aws_s3_bucket_versioning.configured, aws_s3_bucket_versioning.copies]
  bucket     = aws_s3_bucket.configured.id
  role       = aws_iam_role.replication.arn
  rule {
    id       = "docs"
    priority = var.step
    status   = "Enabled"
    filter {
      prefix = "docs/"
    }
    delete_marker_replication {
      status = "Enabled"
    }
    destination {
      bucket        = aws_s3_bucket.copies.arn
      storage_class = "STANDARD_IA"
    }
  }
}
