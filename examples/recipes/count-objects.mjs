import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";

const { KeyCount } = await new S3Client({}).send(new ListObjectsV2Command({ Bucket: process.argv[2] }));
console.log(KeyCount);
