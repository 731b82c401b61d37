/** `GET /internal/v1/capabilities`: what the frontend may ask of this backend. */
export const capabilities = {
  backend: "ecs",
  version: "0.1.0",
  capabilities: {
    exec: true,
    attach: true,
    logs: true,
    logs_follow: true,
    volumes: true,
    networks: true,
    health_checks: true,
    image_pull: true,
    image_load: true,
    max_timeout_seconds: 0,
    agent_required: true,
  },
} as const;
