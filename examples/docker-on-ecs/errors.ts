/** An error that Docker's clients show: `{ "message": … }` with a status. */
export class DockerError extends Error {
  override readonly name = "DockerError";

  constructor(
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const notFound = (message: string) => new DockerError(404, message);
const conflict = (message: string) => new DockerError(409, message);

/** A parameter that cannot be used. */
export const badParameter = (message: string) => new DockerError(400, message);

/** What Fargate cannot do, or this backend does not: Docker's clients show the message. */
export const notImplemented = (operation: string) =>
  new DockerError(501, `${operation} is not implemented by the ECS backend`);

export const pageNotFound = () => notFound("page not found");

export const noSuchContainer = (reference: string) => notFound(`No such container: ${reference}`);

export const ambiguousPrefix = (prefix: string) =>
  badParameter(`multiple IDs found with provided prefix: ${prefix}`);

export const noSuchImage = (reference: string) => notFound(`No such image: ${reference}`);

export const noSuchExec = (id: string) => notFound(`No such exec instance: ${id}`);

export const noSuchNetwork = (name: string) => notFound(`network ${name} not found`);

export const noSuchVolume = (name: string) => notFound(`get ${name}: no such volume`);

export const nameInUse = (name: string, id: string) =>
  conflict(
    `Conflict. The container name "/${name}" is already in use by container "${id}". ` +
      "You have to remove (or rename) that container to be able to reuse that name.",
  );

export const invalidName = (name: string) =>
  badParameter(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);

export const stillRunning = (name: string) =>
  conflict(
    `cannot remove container "/${name}": container is running: stop the container before removing or force remove`,
  );

export const removalInProgress = (name: string) =>
  conflict(`removal of container ${name} is already in progress`);

export const cannotKill = (reference: string, id: string) =>
  conflict(`cannot kill container: ${reference}: container ${id} is not running`);

export const notRunning = (id: string) => conflict(`container ${id} is not running`);

export const execHasRun = (id: string) => conflict(`exec command ${id} has already run`);

export const execIsRunning = (id: string) => conflict(`exec command ${id} is already running`);

export const volumeInUse = (name: string, ids: readonly string[]) =>
  conflict(`remove ${name}: volume is in use - [${ids.join(", ")}]`);

export const networkInUse = (name: string, id: string) =>
  new DockerError(403, `error while removing network: network ${name} id ${id} has active endpoints`);

export const networkExists = (name: string) => conflict(`network with name ${name} already exists`);

export const imageInUse = (reference: string, container: string) =>
  conflict(
    `conflict: unable to remove repository reference "${reference}" (must force) - container ${container} is using its referenced image`,
  );

/** The task did not reach the requested state. */
export const startFailed = (message: string, cause?: unknown) => new DockerError(500, message, { cause });
