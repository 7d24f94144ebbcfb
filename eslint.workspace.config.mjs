// The same rules for all projects at once (tools/test/checks.mjs): types come from one program, in which each library is checked
// once, and not once more for everyone who imports it. For some files the program of their own project is there sooner.
import config from './eslint.config.mjs';

export default [
  ...config,
  { files: ['**/*.ts', '**/*.tsx'], languageOptions: { parserOptions: { projectService: false, project: ['tsconfig.json', 'apps/console/tsconfig.json'], tsconfigRootDir: import.meta.dirname } } },
];
