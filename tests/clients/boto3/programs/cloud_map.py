"""Registers an instance and discovers it."""
import json

import boto3
from botocore.config import Config

# Without this, DiscoverInstances goes to data-127.0.0.1.
cloud_map = boto3.client("servicediscovery", config=Config(inject_host_prefix=False))
operation = cloud_map.create_http_namespace(Name="apps")["OperationId"]
namespace = cloud_map.get_operation(OperationId=operation)["Operation"]["Targets"]["NAMESPACE"]
service = cloud_map.create_service(Name="web", NamespaceId=namespace)["Service"]["Id"]
cloud_map.register_instance(ServiceId=service, InstanceId="i-1", Attributes={"AWS_INSTANCE_IPV4": "10.0.0.7"})
found = cloud_map.discover_instances(NamespaceName="apps", ServiceName="web")["Instances"]
pages = cloud_map.get_paginator("list_services").paginate()
print(json.dumps({
    "found": [(instance["InstanceId"], instance["Attributes"]) for instance in found],
    "services": [item["Name"] for page in pages for item in page["Services"]],
}))
