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
  role       = "arn:aws:iam::123456789012:role/replication"
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
