"""Creates a function, waits for it, invokes it, and sees it fail."""
import io
import json
import zipfile

import boto3

archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as code:
    code.writestr("index.py", "def handler(event, context): return event")
functions = boto3.client("lambda")
functions.create_function(
    FunctionName="greet", Runtime="python3.13", Role="arn:aws:iam::123456789012:role/r", Handler="index.handler",
    Code={"ZipFile": archive.getvalue()},
)
functions.get_waiter("function_active_v2").wait(FunctionName="greet")
answer = functions.invoke(FunctionName="greet", Payload=json.dumps({"name": "world"}), LogType="Tail")
functions.update_function_configuration(FunctionName="greet", Timeout=30)
functions.get_waiter("function_updated_v2").wait(FunctionName="greet")
functions.publish_version(FunctionName="greet")
pages = functions.get_paginator("list_versions_by_function").paginate(FunctionName="greet")
try:
    functions.get_function(FunctionName="none")
except functions.exceptions.ResourceNotFoundException as error:
    refusal = error.response["Error"]["Code"]
print(json.dumps({
    "answer": json.load(answer["Payload"]),
    "versions": [version["Version"] for page in pages for version in page["Versions"]],
    "refusal": refusal,
}))
