import type { ContainerDefinition, MountPoint, Volume } from "@aws-sdk/client-ecs";
import type { Settings } from "../config/settings.js";

/** How the agent comes into a task. */
export interface AgentInjection {
  /** The program in the main container. */
  readonly path: string;
  readonly init?: ContainerDefinition;
  readonly volume?: Volume;
  readonly mountPoint?: MountPoint;
}

const NAME = "sockerless-agent";
const PATH = "/sockerless-agent";

/** What the main container waits for: the agent was copied. */
export const AGENT_DEPENDENCY = { containerName: NAME, condition: "SUCCESS" } as const;

/**
 * The agent is `/sockerless-agent` of the image; or an init container copies it
 * to a volume. Volumes of Fargate are mounted as directories, never as files,
 * so that the program then is `/sockerless-agent/sockerless-agent`.
 */
export function agentInjection({ agentImage }: Settings): AgentInjection {
  if (agentImage === undefined) return { path: PATH };
  const mountPoint = { sourceVolume: NAME, containerPath: PATH };
  return {
    path: `${PATH}/sockerless-agent`,
    volume: { name: NAME },
    mountPoint: { ...mountPoint, readOnly: true },
    init: {
      name: NAME,
      image: agentImage,
      essential: false,
      // In its own image the agent is a file, so that the volume is mounted elsewhere.
      entryPoint: [PATH, "--install", "/target"],
      mountPoints: [{ sourceVolume: NAME, containerPath: "/target" }],
    },
  };
}
