import type { Backend } from "../backend.js";
import { statusOf } from "../containers/state.js";
import { json, type Reply } from "../http/reply.js";
import { describeVolume } from "../volumes/volumes.js";

/** `GET /system/df`. ECS does not measure containers and volumes; images have the size that ECR returned. */
export function diskUsage({ store }: Backend): Reply {
  const images = store.images.values();
  const containers = store.containers.values();
  return json(200, {
    LayersSize: images.reduce((sum, { size }) => sum + size, 0),
    Images: images.map(({ id, tags, digests, createdAt, size }) => ({
      Id: id,
      ParentId: "",
      RepoTags: tags,
      RepoDigests: digests,
      Created: Math.floor(createdAt / 1_000),
      Size: size,
      SharedSize: 0,
      Labels: {},
      Containers: containers.filter(({ imageId }) => imageId === id).length,
    })),
    Containers: containers.map((container) => ({
      Id: container.id,
      Names: [`/${container.name}`],
      Image: container.spec.image,
      ImageID: container.imageId,
      Command: "",
      Created: Math.floor(container.createdAt / 1_000),
      State: statusOf(container),
      Status: statusOf(container),
      SizeRw: 0,
      SizeRootFs: 0,
      Ports: [],
      Labels: container.spec.labels,
      HostConfig: { NetworkMode: container.spec.networkMode },
      Mounts: [],
    })),
    Volumes: store.volumes.values().map((volume) => ({
      ...describeVolume(volume),
      UsageData: {
        Size: -1,
        RefCount: containers.filter(({ spec }) =>
          spec.mounts.some(({ volume: name }) => name === volume.name),
        ).length,
      },
    })),
    BuildCache: [],
  });
}
