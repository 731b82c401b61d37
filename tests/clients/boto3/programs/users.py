"""Clients of users, whose access keys the test created."""
import json
import os

import boto3

KEYS = json.loads(os.environ["USER_KEYS"])


def client(service, user):
    key = KEYS[user]
    return boto3.client(
        service,
        aws_access_key_id=key["accessKeyId"],
        aws_secret_access_key=key["secretAccessKey"],
    )
