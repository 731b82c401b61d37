resource "aws_s3_bucket" "uploads" {
  bucket        = "team-uploads"
  force_destroy = true
}

resource "aws_lambda_function" "thumbnails" {
  function_name = "thumbnails"
  role          = aws_iam_role.web.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "code.zip"

  environment {
    variables = { FROM = aws_s3_bucket.uploads.bucket }
  }
}

resource "aws_lambda_permission" "uploads" {
  statement_id  = "uploads"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.thumbnails.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.uploads.arn
}

resource "aws_s3_bucket_notification" "uploads" {
  depends_on = [aws_lambda_permission.uploads]
  bucket     = aws_s3_bucket.uploads.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.thumbnails.arn
    events              = ["s3:ObjectCreated:*"]
    filter_suffix       = ".png"
  }
}
