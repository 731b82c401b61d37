"""Publishes to a queue, in the envelope and raw, in a batch, and to an endpoint that is confirmed."""
import json
import urllib.parse

import boto3

sns = boto3.client("sns")
sqs = boto3.client("sqs")

queue = sqs.create_queue(QueueName="orders")["QueueUrl"]
queue_arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
topic = boto3.resource("sns").create_topic(Name="orders")
subscription = topic.subscribe(Protocol="sqs", Endpoint=queue_arn, ReturnSubscriptionArn=True)
topic.publish(Message="enveloped", Subject="Hello")
subscription.set_attributes(AttributeName="RawMessageDelivery", AttributeValue="true")
batch = sns.publish_batch(
    TopicArn=topic.arn,
    PublishBatchRequestEntries=[
        {
            "Id": "a",
            "Message": "raw",
            "MessageAttributes": {"bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}},
        }
    ],
)
messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, MessageAttributeNames=["All"])["Messages"]
envelope = json.loads(messages[0]["Body"])
try:
    sns.publish(TopicArn=topic.arn + "-none", Message="lost")
except sns.exceptions.NotFoundException as error:
    refusal = error.response["Error"]["Message"]
pending = topic.subscribe(Protocol="email", Endpoint="a@example.com")
sns.delete_topic(TopicArn=topic.arn)
print(
    json.dumps(
        {
            "envelope": [envelope["Message"], envelope["Subject"]],
            "unsubscribe": urllib.parse.urlparse(envelope["UnsubscribeURL"]).query,
            "subscription": subscription.arn,
            "raw": messages[1]["Body"],
            "bytes": list(messages[1]["MessageAttributes"]["bytes"]["BinaryValue"]),
            "batch": [entry["Id"] for entry in batch["Successful"]],
            "refusal": refusal,
            "pending": pending.arn,
        }
    )
)
