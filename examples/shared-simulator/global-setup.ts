import { createAwsSim } from "aws-sim";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    simUrl: string;
  }
}

export default async function setup(project: TestProject) {
  const sim = await createAwsSim({ delays: 0 });
  project.provide("simUrl", sim.url);
  return () => sim.close();
}
