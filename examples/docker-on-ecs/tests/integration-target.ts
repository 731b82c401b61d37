import { configure } from "../config/configuration.js";
import type { Settings } from "../config/settings.js";

/** Where the integration tests run. */
export type IntegrationTarget =
  | { readonly kind: "simulator" }
  | { readonly kind: "aws"; readonly settings: Settings }
  | { readonly kind: "nowhere"; readonly reason: string };

/**
 * The simulator, unless `SOCKERLESS_INTEGRATION=aws` asks for AWS. There, the
 * tests are skipped without credentials, and with `SOCKERLESS_SHORT`: each
 * task takes up to 45 seconds to start, and costs money.
 */
export function integrationTarget(environment: NodeJS.ProcessEnv): IntegrationTarget {
  if (environment.SOCKERLESS_INTEGRATION !== "aws") return { kind: "simulator" };
  const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_PROFILE: profile } = environment;
  if (!(key && secret) && !profile) return { kind: "nowhere", reason: "AWS credentials not available" };
  if (environment.SOCKERLESS_SHORT) return { kind: "nowhere", reason: "SOCKERLESS_SHORT is set" };
  const settings = configure([], environment);
  if (settings === "help") throw new Error("The environment has no flags.");
  return { kind: "aws", settings };
}
