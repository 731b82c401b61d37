import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim();
export const trustPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
export { AttachRolePolicyCommand, CreateRoleCommand, expect, IAMClient };
