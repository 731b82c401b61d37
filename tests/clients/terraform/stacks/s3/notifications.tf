# S3 checks that it may invoke the function, send to the queue and publish to the topic: the permissions come first.

resource "aws_iam_role" "receiver" {
  name = "receiver"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "receiver" {
  function_name = "receiver"
  role          = aws_iam_role.receiver.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "code.zip"
}

resource "aws_lambda_permission" "notify" {
  statement_id   = "notify"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.receiver.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.configured.arn
  source_account = data.aws_caller_identity.me.account_id
}

resource "aws_sqs_queue" "events" {
  name = "events"
}

resource "aws_sqs_queue_policy" "events" {
  queue_url = aws_sqs_queue.events.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.events.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_s3_bucket.configured.arn } }
    }]
  })
}

resource "aws_sns_topic" "events" {
  name = "events"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:${var.region}:${data.aws_caller_identity.me.account_id}:events"
      Condition = { ArnEquals = { "aws:SourceArn" = aws_s3_bucket.configured.arn } }
    }]
  })
}

resource "aws_s3_bucket_notification" "configured" {
  depends_on  = [aws_lambda_permission.notify, aws_sqs_queue_policy.events]
  bucket      = aws_s3_bucket.configured.id
  eventbridge = var.step == 1

  lambda_function {
    lambda_function_arn = aws_lambda_function.receiver.arn
    events              = var.step == 1 ? ["s3:ObjectCreated:*"] : ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"]
    filter_prefix       = "in/"
    filter_suffix       = ".json"
  }
  queue {
    id        = "events"
    queue_arn = aws_sqs_queue.events.arn
    events    = ["s3:ObjectRestore:*"]
  }
  topic {
    id        = "events-topic"
    topic_arn = aws_sns_topic.events.arn
    events    = ["s3:ObjectTagging:*"]
  }
}
