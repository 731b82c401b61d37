data "aws_lambda_function" "greet" {
  function_name = aws_lambda_function.greet.function_name
}

data "aws_lambda_alias" "live" {
  function_name = aws_lambda_function.greet.function_name
  name          = aws_lambda_alias.live.name
}

data "aws_lambda_layer_version" "shared" {
  layer_name = aws_lambda_layer_version.shared.layer_name
}

data "aws_lambda_function_url" "greet" {
  function_name = aws_lambda_function.greet.function_name
  qualifier     = aws_lambda_function_url.greet.qualifier
}

data "aws_lambda_functions" "all" {
  depends_on = [aws_lambda_function.greet, aws_lambda_function.stored]
}

output "read" {
  value = {
    timeout   = data.aws_lambda_function.greet.timeout
    version   = data.aws_lambda_alias.live.function_version
    layer     = data.aws_lambda_layer_version.shared.arn
    auth      = data.aws_lambda_function_url.greet.authorization_type
    functions = sort(data.aws_lambda_functions.all.function_names)
  }
}
