resource "aws_s3_bucket" "code" {
  bucket        = "functions-code"
  force_destroy = true
}

resource "aws_s3_bucket_versioning" "code" {
  bucket = aws_s3_bucket.code.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_object" "code" {
  depends_on = [aws_s3_bucket_versioning.code]
  bucket     = aws_s3_bucket.code.id
  key        = "stored.zip"
  source     = "code-${var.step}.zip"
  etag       = filemd5("code-${var.step}.zip")
}

resource "aws_lambda_function" "stored" {
  function_name     = "stored"
  role              = aws_iam_role.greet.arn
  runtime           = "nodejs22.x"
  handler           = "index.handler"
  s3_bucket         = aws_s3_bucket.code.id
  s3_key            = aws_s3_object.code.key
  s3_object_version = aws_s3_object.code.version_id
  source_code_hash  = filebase64sha256("code-${var.step}.zip")
}
