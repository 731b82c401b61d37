/** Finds the images of tasks and functions. Implemented by ECR. */
export interface ImageRegistry {
  /**
   * Digest of an image by its name in a task definition; `undefined` if no registry of the simulator has it.
   */
  digest(image: string): string | undefined;
  /** Pulls an image; `undefined` if its registry is not simulated: the image is then assumed to exist. */
  pull(image: string): ImagePull | undefined;
}

/** The outcome of a pull. A failure is the stop reason of the task. */
export type ImagePull = { readonly digest: string } | { readonly failure: string };
