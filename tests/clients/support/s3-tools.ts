import type { AwsSim } from "../../../lib/index.js";

/** Environment in which rclone has a remote `sim:`. */
export function rcloneEnvironment(sim: AwsSim): Record<string, string> {
  const env = sim.env();
  return {
    RCLONE_CONFIG: "/dev/null",
    RCLONE_RETRIES: "1",
    RCLONE_LOW_LEVEL_RETRIES: "1",
    RCLONE_CONFIG_SIM_TYPE: "s3",
    // With its provider AWS, rclone puts buckets before any host, addresses too.
    RCLONE_CONFIG_SIM_PROVIDER: "Other",
    // Where it signs with version 2, it does not look for keys in AWS's variables.
    RCLONE_CONFIG_SIM_ACCESS_KEY_ID: env.AWS_ACCESS_KEY_ID ?? "",
    RCLONE_CONFIG_SIM_SECRET_ACCESS_KEY: env.AWS_SECRET_ACCESS_KEY ?? "",
    RCLONE_CONFIG_SIM_ENDPOINT: sim.url,
    RCLONE_CONFIG_SIM_REGION: sim.region,
    // By default, versions before 1.61 send the ACL "private" with all writes, which current buckets reject.
    RCLONE_CONFIG_SIM_ACL: "bucket-owner-full-control",
    RCLONE_CONFIG_SIM_LOCATION_CONSTRAINT: sim.region,
  };
}

/** A configuration file of s3cmd. Its keys come from AWS's variables. */
export function s3cmdConfiguration(sim: AwsSim): string {
  const host = `127.0.0.1:${sim.port}`;
  const settings = {
    host_base: host,
    // Without %(bucket)s, so that buckets stay in the path.
    host_bucket: host,
    use_https: "False",
    bucket_location: sim.region,
    multipart_chunk_size_mb: "5",
    progress_meter: "False",
  };
  return ["[default]", ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`)].join("\n");
}
