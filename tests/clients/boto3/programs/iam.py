"""Gives roles, users and groups policies, with boto3's resources, paginators and waiters."""
import json

import boto3

iam = boto3.resource("iam")
client = iam.meta.client


def document(**statement):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}


trust = document(Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole")
read = document(Action="s3:GetObject", Resource="*")
role = iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps(trust), MaxSessionDuration=7200)
client.get_waiter("role_exists").wait(RoleName="worker")
policy = iam.create_policy(PolicyName="read", PolicyDocument=json.dumps(read))
client.get_waiter("policy_exists").wait(PolicyArn=policy.arn)
role.attach_policy(PolicyArn=policy.arn)
role.attach_policy(PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
role.Policy("inline").put(PolicyDocument=json.dumps(read))

for name in ["ann", "bob", "cid"]:
    iam.create_user(UserName=name)
group = iam.create_group(GroupName="staff")
group.add_user(UserName="ann")
pages = client.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 2})
users = [[user["UserName"] for user in page["Users"]] for page in pages]
key = iam.User("ann").create_access_key_pair()
caller = boto3.client("sts", aws_access_key_id=key.id, aws_secret_access_key=key.secret).get_caller_identity()["Arn"]

try:
    client.delete_role(RoleName="worker")
except client.exceptions.DeleteConflictException as error:
    conflict = error.response["Error"]["Code"]
try:
    client.get_user(UserName="nobody")
except client.exceptions.NoSuchEntityException as error:
    missing = error.response["Error"]["Message"]

result = {
    "trust": role.assume_role_policy_document == trust,
    "session": role.max_session_duration,
    "attached": sorted(attached.policy_name for attached in role.attached_policies.all()),
    "inline": role.Policy("inline").policy_document == read,
    "default": policy.default_version.document == read,
    "users": users,
    "group": [user.name for user in group.users.all()],
    "caller": caller,
    "conflict": conflict,
    "missing": missing,
}
for attached in list(role.attached_policies.all()):
    role.detach_policy(PolicyArn=attached.arn)
role.Policy("inline").delete()
role.delete()
policy.delete()
key.delete()
group.remove_user(UserName="ann")
group.delete()
for user in iam.users.all():
    user.delete()
print(json.dumps({**result, "left": [[r.name for r in iam.roles.all()], [u.name for u in iam.users.all()]]}))
