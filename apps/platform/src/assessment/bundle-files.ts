import { join } from 'node:path';

/** Where the files of one assessment are. */
export interface BundleFiles {
  readonly directory: string;
  readonly bundle: string;
  /** The reports as they are in the bundle, so that showing one costs no unpacking. */
  readonly zh: string;
  readonly en: string;
}

export function bundleFiles(root: string, project: string, assessment: string): BundleFiles {
  const directory = join(root, project, assessment);
  return { directory, bundle: join(directory, 'bundle.zip'), zh: join(directory, 'report.zh.html'), en: join(directory, 'report.en.html') };
}
