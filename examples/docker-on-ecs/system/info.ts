import { hostname } from "node:os";
import type { Backend } from "../backend.js";
import { statusOf } from "../containers/state.js";
import { BACKEND_VERSION } from "../http/headers.js";
import { json, type Reply } from "../http/reply.js";
import { idOf } from "../ids.js";

/** `GET /info`. CPUs and memory are those of the largest task on Fargate. */
export function systemInfo({ clock, settings, store }: Backend): Reply {
  const statuses = store.containers.values().map(statusOf);
  const running = statuses.filter((status) => status === "running").length;
  return json(200, {
    ID: idOf(`${settings.region} ${settings.cluster}`),
    Containers: statuses.length,
    ContainersRunning: running,
    ContainersPaused: 0,
    ContainersStopped: statuses.length - running,
    Images: store.images.size,
    Driver: "fargate",
    DriverStatus: [
      ["Region", settings.region],
      ["Cluster", settings.cluster],
    ],
    Plugins: { Volume: ["local"], Network: ["bridge"], Authorization: null, Log: ["awslogs"] },
    MemoryLimit: true,
    SwapLimit: false,
    CpuCfsPeriod: false,
    CpuCfsQuota: false,
    CPUShares: false,
    CPUSet: false,
    PidsLimit: false,
    IPv4Forwarding: true,
    Debug: false,
    OomKillDisable: false,
    NGoroutines: 0,
    NFd: 0,
    NEventsListener: 0,
    SystemTime: new Date(clock.now()).toISOString(),
    LoggingDriver: "awslogs",
    CgroupDriver: "none",
    KernelVersion: "",
    OperatingSystem: "Amazon ECS on AWS Fargate",
    OSVersion: "",
    OSType: "linux",
    Architecture: "x86_64",
    NCPU: 16,
    MemTotal: 120 * 2 ** 30,
    IndexServerAddress: "https://index.docker.io/v1/",
    RegistryConfig: { IndexConfigs: {}, InsecureRegistryCIDRs: [], Mirrors: null },
    DockerRootDir: "",
    HttpProxy: "",
    HttpsProxy: "",
    NoProxy: "",
    Name: hostname(),
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: BACKEND_VERSION,
    Runtimes: { fargate: { path: "fargate" } },
    DefaultRuntime: "fargate",
    Swarm: {
      LocalNodeState: "inactive",
      NodeID: "",
      NodeAddr: "",
      ControlAvailable: false,
      Error: "",
      RemoteManagers: null,
    },
    LiveRestoreEnabled: true,
    Isolation: "",
    InitBinary: "",
    SecurityOptions: [],
    Warnings: null,
  });
}
