resource "aws_s3_object" "text" {
  bucket       = aws_s3_bucket.main.id
  key          = "dir/hello world.txt"
  content      = "hello ${var.step}"
  content_type = "text/plain"
  metadata     = { colour = "red" }
  tags         = { Step = tostring(var.step) }
}

resource "aws_s3_object" "file" {
  bucket                 = aws_s3_bucket.main.id
  key                    = "dir/code.zip"
  source                 = "code.zip"
  etag                   = filemd5("code.zip")
  server_side_encryption = "AES256"
  storage_class          = var.step == 1 ? "STANDARD" : "STANDARD_IA"
  cache_control          = "max-age=60"
}

# In parts; the test makes the file.
resource "aws_s3_object" "large" {
  bucket = aws_s3_bucket.main.id
  key    = "large.bin"
  source = "large.bin"
}

resource "aws_s3_object" "checked" {
  bucket             = aws_s3_bucket.main.id
  key                = "checked.txt"
  content_base64     = base64encode("checked")
  checksum_algorithm = "SHA256"
  website_redirect   = "/elsewhere-${var.step}"
}

resource "aws_s3_object" "held" {
  bucket                        = aws_s3_bucket.locked.id
  key                           = "held.txt"
  content                       = "held"
  force_destroy                 = true
  object_lock_legal_hold_status = var.step == 1 ? "ON" : "OFF"
  # The bucket has a default retention, which the provider would see as drift.
  object_lock_mode              = "GOVERNANCE"
  object_lock_retain_until_date = "2040-01-0${var.step}T00:00:00Z"
}

resource "aws_s3_object_copy" "text" {
  bucket = aws_s3_bucket.configured.id
  key    = "copy-${var.step}.txt"
  source = "${aws_s3_bucket.main.id}/${aws_s3_object.text.key}"
  # Copied tags would be drift, too.
  tagging_directive = "REPLACE"
  tags              = { Copied = "yes" }
}

data "aws_s3_object" "text" {
  bucket = aws_s3_bucket.main.id
  key    = aws_s3_object.text.key
}

data "aws_s3_objects" "main" {
  depends_on = [aws_s3_object.text, aws_s3_object.file, aws_s3_object.checked]
  bucket     = aws_s3_bucket.main.id
  prefix     = "dir/"
}

output "objects" {
  value = {
    body     = data.aws_s3_object.text.body
    tags     = data.aws_s3_object.text.tags
    keys     = data.aws_s3_objects.main.keys
    checksum = aws_s3_object.checked.checksum_sha256
  }
}
