"""Sends and receives in JSON through boto3, and in the query protocol as older clients do."""
import json
import re
import urllib.parse

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session

session = boto3.Session()
sqs = session.client("sqs")
url = sqs.create_queue(QueueName="orders")["QueueUrl"]


def query(**fields):
    body = urllib.parse.urlencode({"Version": "2012-11-05", **fields})
    request = AWSRequest("POST", url, data=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    SigV4Auth(session.get_credentials(), "sqs", session.region_name).add_auth(request)
    return URLLib3Session().send(request.prepare()).text


sqs.send_message(
    QueueUrl=url,
    MessageBody="from json",
    MessageAttributes={"bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}},
)
received = query(**{"Action": "ReceiveMessage", "MessageAttributeName.1": "All"})
query(Action="SendMessage", MessageBody="from query")
message = sqs.receive_message(QueueUrl=url)["Messages"][0]
sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
try:
    sqs.get_queue_url(QueueName="none")
except sqs.exceptions.QueueDoesNotExist as error:
    refusal = error.response["Error"]["Code"]

queue = boto3.resource("sqs").get_queue_by_name(QueueName="orders")
batch = queue.send_messages(Entries=[{"Id": "a", "MessageBody": "1"}, {"Id": "b", "MessageBody": "2"}])
print(
    json.dumps(
        {
            "query": re.search("<Body>(.*?)</Body>", received).group(1),
            "bytes": re.search("<BinaryValue>(.*?)</BinaryValue>", received).group(1),
            "json": message["Body"],
            "refusal": refusal,
            "batch": [entry["Id"] for entry in batch["Successful"]],
            "left": sorted(m.body for m in queue.receive_messages(MaxNumberOfMessages=10)),
        }
    )
)
