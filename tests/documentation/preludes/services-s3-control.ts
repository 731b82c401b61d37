import { PutPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import { createAwsSim } from "aws-sim";

export const sim = await createAwsSim();
export { PutPublicAccessBlockCommand, S3ControlClient };
