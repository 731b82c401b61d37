"""Two accounts and three users: what each may do, and the errors that boto3 has for the rest."""
import json

from botocore.exceptions import ClientError

from users import client


def outcome(call, **arguments):
    try:
        call(**arguments)
        return "allowed"
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]


BUCKET = {"Bucket": "docs"}
writer = client("s3", "writer")
guest = client("s3", "guest")
answer = {
    "reader reads": outcome(client("s3", "reader").get_object, **BUCKET, Key="a"),
    "reader writes": outcome(client("s3", "reader").put_object, **BUCKET, Key="a", Body=b""),
    "writer writes": outcome(writer.put_object, **BUCKET, Key="b", Body=b""),
    "guest reads": outcome(guest.get_object, **BUCKET, Key="a"),
    "json": outcome(client("ecs", "reader").list_clusters),
    "rest-json": outcome(client("lambda", "reader").list_functions),
    "query": outcome(client("iam", "reader").list_roles),
    "ec2": outcome(client("ec2", "reader").describe_vpcs),
    "sqs": outcome(client("sqs", "reader").list_queues),
}
statement = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::210987654321:user/guest"},
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::docs/*",
}
writer.put_bucket_policy(**BUCKET, Policy=json.dumps({"Version": "2012-10-17", "Statement": statement}))
answer["guest reads by the policy"] = outcome(guest.get_object, **BUCKET, Key="a")
print(json.dumps(answer))
