"""Acts as a role."""
import json

import boto3

session = boto3.client("sts").assume_role(
    RoleArn="arn:aws:iam::210987654321:role/deploy", RoleSessionName="ci"
)["Credentials"]
inside = boto3.client(
    "sts",
    aws_access_key_id=session["AccessKeyId"],
    aws_secret_access_key=session["SecretAccessKey"],
    aws_session_token=session["SessionToken"],
)
print(json.dumps(inside.get_caller_identity()["Arn"]))
