"""Runs a task and a service through their lives, with boto3's waiters and paginators."""
import json

import boto3

ecs = boto3.client("ecs")
ecs.create_cluster(clusterName="jobs")
for family in ["a", "b", "c"]:
    ecs.register_task_definition(
        family=family,
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "app", "image": "app:1"}],
    )
network = {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}
task = ecs.run_task(cluster="jobs", taskDefinition="a", launchType="FARGATE", networkConfiguration=network)["tasks"][0]
ecs.get_waiter("tasks_stopped").wait(cluster="jobs", tasks=[task["taskArn"]])
stopped = ecs.describe_tasks(cluster="jobs", tasks=[task["taskArn"]])["tasks"][0]

ecs.create_service(
    cluster="jobs", serviceName="web", taskDefinition="b", desiredCount=2, launchType="FARGATE",
    networkConfiguration=network,
)
ecs.get_waiter("services_stable").wait(cluster="jobs", services=["web"])
running = ecs.describe_services(cluster="jobs", services=["web"])["services"][0]["runningCount"]
ecs.delete_service(cluster="jobs", service="web", force=True)
ecs.get_waiter("services_inactive").wait(cluster="jobs", services=["web"])

pages = ecs.get_paginator("list_task_definitions").paginate(PaginationConfig={"PageSize": 2})
try:
    ecs.list_tasks(cluster="none")
except ecs.exceptions.ClusterNotFoundException as error:
    refusal = error.response["Error"]

print(json.dumps({
    "launched": task["lastStatus"],
    "exitCode": stopped["containers"][0]["exitCode"],
    "running": running,
    "definitions": [[arn.split("/")[-1] for arn in page["taskDefinitionArns"]] for page in pages],
    "refusal": refusal,
}))
