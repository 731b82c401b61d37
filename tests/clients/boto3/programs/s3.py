"""Works with a bucket through boto3's resources, transfers, paginators, waiters and presigned requests."""
import hashlib
import io
import json
import os
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

resource = boto3.resource("s3")
s3 = resource.meta.client
bucket = resource.create_bucket(
    Bucket="data", CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]}
)
bucket.wait_until_exists()

for number in range(5):
    bucket.put_object(Key=f"in/{number} & é.txt", Body=f"text {number}".encode(), Metadata={"number": str(number)})
pages = s3.get_paginator("list_objects_v2").paginate(Bucket="data", Prefix="in/", PaginationConfig={"PageSize": 2})
keys = [[item["Key"] for item in page["Contents"]] for page in pages]
read = resource.Object("data", "in/3 & é.txt").get()

content = os.urandom(20 * 1024 * 1024)
transfer = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024, max_concurrency=4)
seen = []
bucket.upload_fileobj(
    io.BytesIO(content), "large", Config=transfer, Callback=seen.append,
    ExtraArgs={"ContentType": "application/x-noise", "ServerSideEncryption": "AES256"},
)
s3.get_waiter("object_exists").wait(Bucket="data", Key="large")
back = io.BytesIO()
bucket.download_fileobj("large", back, Config=transfer)
bucket.copy({"Bucket": "data", "Key": "large"}, "copy", Config=transfer)
copied = s3.get_object(Bucket="data", Key="copy")["Body"].read()

bucket.Versioning().enable()
versions = [bucket.put_object(Key="v", Body=body).version_id for body in [b"one", b"two"]]
resource.Object("data", "v").delete()
first = resource.ObjectVersion("data", "v", versions[0]).get()["Body"].read().decode()

signed = {}
for version in ["s3", "s3v4"]:
    signer = boto3.client("s3", config=Config(signature_version=version))
    put = signer.generate_presigned_url("put_object", Params={"Bucket": "data", "Key": version}, ExpiresIn=60)
    urllib.request.urlopen(urllib.request.Request(put, data=b"by url", method="PUT")).read()
    get = signer.generate_presigned_url("get_object", Params={"Bucket": "data", "Key": version}, ExpiresIn=60)
    signed[version] = urllib.request.urlopen(get).read().decode()

post = s3.generate_presigned_post("data", "posted/${filename}", Conditions=[["content-length-range", 1, 100]])
boundary = "boundary"
form = "".join(
    f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
    for name, value in post["fields"].items()
)
form += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nposted\r\n--{boundary}--\r\n'
answer = urllib.request.urlopen(urllib.request.Request(
    post["url"], data=form.encode(), headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
))

refusals = {}
try:
    s3.get_object(Bucket="data", Key="none")
except s3.exceptions.NoSuchKey as error:
    refusals["NoSuchKey"] = error.response["Error"]
try:
    s3.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]})
except s3.exceptions.BucketAlreadyOwnedByYou as error:
    refusals["BucketAlreadyOwnedByYou"] = error.response["Error"]["BucketName"]
try:
    s3.head_object(Bucket="data", Key="none")
except ClientError as error:
    refusals["head"] = error.response["Error"]["Code"]

def select(key):
    answer = s3.select_object_content(
        Bucket="data", Key=key, Expression="SELECT s.name FROM S3Object s WHERE s.size = '2'", ExpressionType="SQL",
        InputSerialization={"CSV": {"FileHeaderInfo": "USE"}}, OutputSerialization={"CSV": {}},
    )
    return "".join(event["Records"]["Payload"].decode() for event in answer["Payload"] if "Records" in event)


bucket.put_object(Key="table.csv", Body=b"name,size\na,1\nb,2\n")
selected = select("table.csv")
try:
    select("none")
except ClientError as error:
    refusals["select"] = [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]

posted = resource.Object("data", "posted/a.txt").get()["Body"].read().decode()
bucket.object_versions.delete()
bucket.delete()
bucket.wait_until_not_exists()

print(json.dumps({
    "keys": keys,
    "read": [read["Body"].read().decode(), read["Metadata"]],
    "same": hashlib.sha256(back.getvalue()).digest() == hashlib.sha256(content).digest() and copied == content,
    "sent": sum(seen),
    "first": first,
    "signed": signed,
    "posted": [answer.status, posted],
    "selected": selected,
    "refusals": refusals,
    "left": [b.name for b in resource.buckets.all()],
}))
