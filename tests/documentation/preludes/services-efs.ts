import { CreateFileSystemCommand, CreateMountTargetCommand, EFSClient } from "@aws-sdk/client-efs";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim({ clock: "frozen" });
export { CreateFileSystemCommand, CreateMountTargetCommand, EFSClient, expect };
