"""Rules and their targets, events with errors of their own, a schedule and a pipe, through boto3."""
import json

import boto3

events = boto3.client("events")
sqs = boto3.client("sqs")
scheduler = boto3.client("scheduler")
pipes = boto3.client("pipes")

url = sqs.create_queue(QueueName="orders")["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
role = "arn:aws:iam::123456789012:role/r"
events.put_rule(Name="orders", EventPattern=json.dumps({"source": ["shop"]}))
events.put_targets(Rule="orders", Targets=[{"Id": "queue", "Arn": arn, "InputPath": "$.detail"}])
entry = {"Source": "shop", "DetailType": "Order Placed", "Detail": json.dumps({"id": 7})}
put = events.put_events(Entries=[entry, {**entry, "Detail": "text"}])
body = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1)["Messages"][0]["Body"]
rules = [rule["Name"] for page in events.get_paginator("list_rules").paginate() for rule in page["Rules"]]
try:
    events.describe_rule(Name="none")
except events.exceptions.ResourceNotFoundException as error:
    missing = error.response["Error"]

target = {"Arn": arn, "RoleArn": role, "Input": "due"}
schedule = {"Name": "hourly", "ScheduleExpression": "rate(1 hour)", "FlexibleTimeWindow": {"Mode": "OFF"}}
scheduler.create_schedule(**schedule, Target=target)
try:
    scheduler.create_schedule(**schedule, Target=target)
except scheduler.exceptions.ConflictException as error:
    conflict = error.response["Error"]
groups = scheduler.get_paginator("list_schedule_groups").paginate().build_full_result()["ScheduleGroups"]

created = pipes.create_pipe(Name="p", Source=arn, Target=arn, RoleArn=role, DesiredState="STOPPED")
try:
    pipes.describe_pipe(Name="none")
except pipes.exceptions.NotFoundException as error:
    absent = error.response["Error"]
print(
    json.dumps(
        {
            "failed": put["FailedEntryCount"],
            "error": put["Entries"][1],
            "body": body,
            "rules": rules,
            "missing": missing,
            "conflict": conflict,
            "groups": [group["Name"] for group in groups],
            "pipe": created["CurrentState"],
            "absent": absent,
        }
    )
)
