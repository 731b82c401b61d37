"""Runs executions, and works as the worker of an activity."""
import json

import boto3

sfn = boto3.client("stepfunctions")
role = "arn:aws:iam::123456789012:role/states"
activity = sfn.create_activity(name="approve")["activityArn"]
definition = {
    "StartAt": "Approve",
    "States": {"Approve": {"Type": "Task", "Resource": activity, "End": True}},
}
machine = sfn.create_state_machine(name="orders", definition=json.dumps(definition), roleArn=role)["stateMachineArn"]
first = sfn.start_execution(stateMachineArn=machine, name="first", input='{"id":7}')["executionArn"]
task = sfn.get_activity_task(activityArn=activity, workerName="boto3")
sfn.send_task_success(taskToken=task["taskToken"], output='{"approved":true}')
ended = sfn.describe_execution(executionArn=first)

second = sfn.start_execution(stateMachineArn=machine, name="second")["executionArn"]
sfn.stop_execution(executionArn=second, error="Stopped", cause="by hand")
try:
    sfn.start_execution(stateMachineArn=machine, name="first", input="{}")
except sfn.exceptions.ExecutionAlreadyExists as error:
    refusal = error.response["Error"]["Message"]

pages = sfn.get_paginator("list_executions").paginate(stateMachineArn=machine, PaginationConfig={"PageSize": 1})
events = sfn.get_paginator("get_execution_history").paginate(executionArn=first, PaginationConfig={"PageSize": 3})
print(
    json.dumps(
        {
            "input": json.loads(task["input"]),
            "ended": [ended["status"], json.loads(ended["output"])],
            "executions": [[item["name"], item["status"]] for page in pages for item in page["executions"]],
            "events": [event["type"] for page in events for event in page["events"]],
            "refusal": refusal.split("'")[0],
        }
    )
)
