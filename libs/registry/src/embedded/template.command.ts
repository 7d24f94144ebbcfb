import { writeTemplate } from './template.js';

await writeTemplate(process.argv[2] ?? 'template.tar.gz');
