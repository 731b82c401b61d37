"""Creates file systems and lists them by pages."""
import json

import boto3

efs = boto3.client("efs")
ids = [efs.create_file_system(CreationToken=f"t{i}")["FileSystemId"] for i in range(3)]
try:
    efs.create_file_system(CreationToken="t0")
except efs.exceptions.FileSystemAlreadyExists as error:
    known = error.response["FileSystemId"]
pages = efs.get_paginator("describe_file_systems").paginate(PaginationConfig={"PageSize": 2})
sizes = [len(page["FileSystems"]) for page in pages]
for file_system in ids:
    efs.delete_file_system(FileSystemId=file_system)
print(json.dumps({"known": known == ids[0], "sizes": sizes, "left": efs.describe_file_systems()["FileSystems"]}))
