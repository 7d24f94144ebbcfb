import { fileURLToPath } from 'node:url';

const built = (name: string): string => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

// Said from a file at the top of src: from there the way is the same in src, in dist, and where an application has packed this
// code into the files of its own dist, with these beside them.
export const REGISTRY_WORKER = built('registry.worker.js');
export const BUILT_TEMPLATE = built('template.tar.gz');
export const TEMPLATE_COMMAND = built('embedded/template.command.js');
