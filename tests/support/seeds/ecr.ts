import { ECR } from "@aws-sdk/client-ecr";
import type { AwsSim } from "../../../lib/index.js";

const REPOSITORY = "shop/api";
const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

const EXPIRE = {
  rulePriority: 1,
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
  action: { type: "expire" },
};

/** Fills the tables of ECR. At the end, a scan is in progress until it is released. */
export async function seedEcr(sim: AwsSim): Promise<void> {
  const ecr = new ECR(sim.clientConfig());
  const { imageDigest } = sim.ecr.pushImage(REPOSITORY, "v1");
  const repositoryName = REPOSITORY;
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.list.v2+json",
    manifests: [{ mediaType: MANIFEST, digest: imageDigest, size: 500 }],
  });
  await ecr.putImage({ repositoryName, imageManifest, imageTag: "all" });
  sim.ecr.onScan(REPOSITORY, { findings: [{ name: "CVE-2030-1", severity: "HIGH" }] });
  sim.ecr.pullCheck = "known";
  sim.delays.set({ ecr: { scan: "never" } });
  await ecr.startImageScan({ repositoryName, imageId: { imageTag: "v1" } });
  const { uploadId } = await ecr.initiateLayerUpload({ repositoryName });
  const layerPartBlob = Buffer.alloc(100, "a");
  await ecr.uploadLayerPart({ repositoryName, uploadId, partFirstByte: 0, partLastByte: 99, layerPartBlob });
  const lifecyclePolicyText = JSON.stringify({ rules: [EXPIRE] });
  await ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText });
  await ecr.startLifecyclePolicyPreview({ repositoryName });
  await ecr.createRepositoryCreationTemplate({ prefix: "prod", appliedFor: ["CREATE_ON_PUSH"] });
  await ecr.createPullThroughCacheRule({ ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" });
  const destinations = [{ region: "eu-west-1", registryId: sim.accountId }];
  await ecr.putReplicationConfiguration({ replicationConfiguration: { rules: [{ destinations }] } });
}
