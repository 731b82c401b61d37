/** Knows the images that tasks and functions run: filled by ECR. */
export interface ImageRegistry {
  /** The digest of an image by the name that a task definition has for it; `undefined` when no registry of the simulator has it. */
  digest(image: string): string | undefined;
  /** Pulls an image; `undefined` when none of the registries answers for it, so that it is taken to be there. */
  pull(image: string): ImagePull | undefined;
}

/** What came of a pull; the failure is the reason for which the task stops. */
export type ImagePull = { readonly digest: string } | { readonly failure: string };
