"""Pushes an image by its layers and manifest, as a registry client does."""
import hashlib
import json

import boto3

ecr = boto3.client("ecr")
uri = ecr.create_repository(repositoryName="web")["repository"]["repositoryUri"]


def push_layer(data):
    upload = ecr.initiate_layer_upload(repositoryName="web")["uploadId"]
    ecr.upload_layer_part(
        repositoryName="web", uploadId=upload, partFirstByte=0, partLastByte=len(data) - 1, layerPartBlob=data
    )
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    ecr.complete_layer_upload(repositoryName="web", uploadId=upload, layerDigests=[digest])
    return digest


config, layer = b'{"architecture":"amd64","os":"linux"}', b"layer" * 100
manifest = json.dumps({
    "schemaVersion": 2,
    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {
        "mediaType": "application/vnd.docker.container.image.v1+json",
        "size": len(config),
        "digest": push_layer(config),
    },
    "layers": [{
        "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
        "size": len(layer),
        "digest": push_layer(layer),
    }],
})
for tag in ["v1", "v2"]:
    ecr.put_image(repositoryName="web", imageManifest=manifest, imageTag=tag)
pages = ecr.get_paginator("describe_images").paginate(repositoryName="web")
tags = [sorted(image["imageTags"]) for page in pages for image in page["imageDetails"]]
print(json.dumps({"uri": uri, "tags": tags}))
