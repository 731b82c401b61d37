"""An application of two accounts: role chaining, session policies, boundaries, SAML, and resources that are shared."""
import base64
import json
import os

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from users import client

HOME, OTHER = "123456789012", "210987654321"


def session(service, credentials):
    return boto3.client(
        service,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


def outcome(call, **arguments):
    try:
        call(**arguments)
        return "allowed"
    except ClientError as error:
        message = error.response["Error"].get("Message", "")
        return [error.response["Error"]["Code"], message.split(" because ")[-1] if " because " in message else message]


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **one} for one in statements]})


admin, guest = client("iam", "admin"), client("iam", "guestAdmin")
admin.create_role(
    RoleName="deploy",
    AssumeRolePolicyDocument=document(
        {"Principal": {"AWS": f"arn:aws:iam::{HOME}:user/dev"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}
    ),
)
admin.put_role_policy(
    RoleName="deploy",
    PolicyName="p",
    PolicyDocument=document({"Action": ["s3:*", "sts:AssumeRole"], "Resource": "*"}),
)
guest.create_role(
    RoleName="target",
    AssumeRolePolicyDocument=document(
        {
            "Principal": {"AWS": f"arn:aws:iam::{HOME}:role/deploy"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": "42", "aws:PrincipalTag/team": "blue"}},
        }
    ),
)
guest.put_role_policy(
    RoleName="target",
    PolicyName="p",
    PolicyDocument=document({"Action": ["s3:*", "sns:Publish", "sqs:SendMessage"], "Resource": "*"}),
)

DEPLOY, TARGET = f"arn:aws:iam::{HOME}:role/deploy", f"arn:aws:iam::{OTHER}:role/target"
sts = client("sts", "dev")
tags = {"Tags": [{"Key": "team", "Value": "blue"}], "TransitiveTagKeys": ["team"]}
first = sts.assume_role(RoleArn=DEPLOY, RoleSessionName="ci", **tags)["Credentials"]
untagged = sts.assume_role(RoleArn=DEPLOY, RoleSessionName="ci")["Credentials"]
chained = {"RoleArn": TARGET, "RoleSessionName": "chained", "ExternalId": "42"}
second = session("sts", first).assume_role(**chained)["Credentials"]
narrow = sts.assume_role(
    RoleArn=DEPLOY,
    RoleSessionName="narrow",
    Policy=document({"Action": "s3:GetObject", "Resource": "*"}),
)["Credentials"]

s3 = client("s3", "admin")
READ = {"Bucket": "shared", "Key": "a"}
answer = {
    "chained": session("sts", second).get_caller_identity()["Arn"],
    "another external id": outcome(session("sts", first).assume_role, **{**chained, "ExternalId": "43"}),
    "without the tag": outcome(session("sts", untagged).assume_role, **chained),
    "the user itself": outcome(sts.assume_role, **chained),
    "read across accounts": outcome(session("s3", second).get_object, **READ),
    "narrow reads": outcome(session("s3", narrow).get_object, **READ),
    "narrow writes": outcome(session("s3", narrow).put_object, **READ, Body=b""),
}
s3.put_bucket_policy(
    Bucket="shared",
    Policy=document(
        {"Principal": {"AWS": TARGET}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shared/*"},
        {"Principal": {"AWS": DEPLOY}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::shared/*"},
    ),
)
answer["read by the bucket's policy"] = outcome(session("s3", second).get_object, **READ)
answer["narrow writes by the bucket's policy"] = outcome(session("s3", narrow).put_object, **READ, Body=b"")

topic = client("sns", "admin").create_topic(Name="orders")["TopicArn"]
queue = client("sqs", "admin").create_queue(QueueName="orders")["QueueUrl"]
publish = {"TopicArn": topic, "Message": "x"}
send = {"QueueUrl": queue, "MessageBody": "x"}
answer["publish"] = outcome(session("sns", second).publish, **publish)
answer["send"] = outcome(session("sqs", second).send_message, **send)
client("sns", "admin").add_permission(
    TopicArn=topic, Label="other", AWSAccountId=[OTHER], ActionName=["Publish"]
)
client("sqs", "admin").add_permission(
    QueueUrl=queue, Label="other", AWSAccountIds=[OTHER], Actions=["SendMessage"]
)
answer["publish by the topic's policy"] = outcome(session("sns", second).publish, **publish)
answer["send by the queue's policy"] = outcome(session("sqs", second).send_message, **send)
answer["the guest, who has no permission"] = outcome(client("sns", "guest").publish, **publish)

boundary = admin.create_policy(PolicyName="b", PolicyDocument=document({"Action": "s3:Get*", "Resource": "*"}))
admin.put_user_policy(
    UserName="dev", PolicyName="p", PolicyDocument=document({"Action": "s3:*", "Resource": "*"})
)
admin.put_user_permissions_boundary(UserName="dev", PermissionsBoundary=boundary["Policy"]["Arn"])
answer["bounded reads"] = outcome(client("s3", "dev").get_object, **READ)
answer["bounded writes"] = outcome(client("s3", "dev").put_object, **READ, Body=b"")

provider = admin.create_saml_provider(
    Name="idp", SAMLMetadataDocument=os.environ["SAML_METADATA"]
)["SAMLProviderArn"]
admin.create_role(
    RoleName="analyst",
    AssumeRolePolicyDocument=document(
        {
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithSAML",
            "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
        }
    ),
)
anybody = boto3.client("sts", config=Config(signature_version=UNSIGNED))
federated = anybody.assume_role_with_saml(
    RoleArn=f"arn:aws:iam::{HOME}:role/analyst",
    PrincipalArn=provider,
    SAMLAssertion=base64.b64encode(os.environ["SAML_RESPONSE"].encode()).decode(),
)
answer["saml"] = [federated["Subject"], federated["AssumedRoleUser"]["Arn"]]
print(json.dumps(answer))
