import { spawn } from "node:child_process";
import { ECSClient } from "@aws-sdk/client-ecs";
import { connectAwsSim, createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const server = await createAwsSim();
export const sim = await connectAwsSim(server.url);
export { ECSClient, expect, spawn };
