resource "aws_s3_bucket_metric" "all" {
  bucket = aws_s3_bucket.configured.id
  name   = "all"
}

resource "aws_s3_bucket_metric" "some" {
  bucket = aws_s3_bucket.configured.id
  name   = "some"
  filter {
    prefix = "step-${var.step}/"
    tags   = { Kind = "log" }
  }
}

resource "aws_s3_bucket_analytics_configuration" "all" {
  bucket = aws_s3_bucket.configured.id
  name   = "all"
  filter {
    prefix = "step-${var.step}/"
  }
  storage_class_analysis {
    data_export {
      destination {
        s3_bucket_destination {
          bucket_arn = aws_s3_bucket.logs.arn
        }
      }
    }
  }
}

resource "aws_s3_bucket_inventory" "all" {
  bucket                   = aws_s3_bucket.configured.id
  name                     = "all"
  included_object_versions = "All"
  optional_fields          = ["Size", "ETag"]
  schedule {
    frequency = var.step == 1 ? "Daily" : "Weekly"
  }
  destination {
    bucket {
      format     = "Parquet"
      bucket_arn = aws_s3_bucket.logs.arn
      encryption {
        sse_s3 {}
      }
    }
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "all" {
  bucket = aws_s3_bucket.configured.id
  name   = "all"
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 90 * var.step
  }
}
