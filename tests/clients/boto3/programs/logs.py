"""Writes events and reads them by pages."""
import json
import time

import boto3

logs = boto3.client("logs")
logs.create_log_group(logGroupName="/app")
logs.create_log_stream(logGroupName="/app", logStreamName="one")
now = int(time.time() * 1000)
events = [{"timestamp": now + i, "message": f"line {i} {'ERROR' if i % 5 == 0 else 'ok'}"} for i in range(20)]
logs.put_log_events(logGroupName="/app", logStreamName="one", logEvents=events)

pages = logs.get_paginator("filter_log_events").paginate(
    logGroupName="/app", filterPattern="ERROR", PaginationConfig={"PageSize": 3}
)
messages = [event["message"] for page in pages for event in page["events"]]
groups = [g["logGroupName"] for page in logs.get_paginator("describe_log_groups").paginate() for g in page["logGroups"]]
try:
    logs.create_log_group(logGroupName="/app")
except logs.exceptions.ResourceAlreadyExistsException as error:
    refusal = error.response["Error"]["Message"]
print(json.dumps({"messages": messages, "groups": groups, "refusal": refusal}))
