import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const type = (source, ...allowed) => ({ sourceTag: `type:${source}`, onlyDependOnLibsWithTags: allowed.map((t) => `type:${t}`) });
const scope = (source, ...allowed) => ({ sourceTag: `scope:${source}`, onlyDependOnLibsWithTags: allowed.map((s) => `scope:${s}`) });

/** Clients of servers and frameworks: each belongs to one adapter or application, which names it; nobody else imports it. */
const VENDORS = ['@nestjs/*', 'aedes', '@duckdb/*', '@electric-sql/*', 'kysely', 'pg', 'mqtt', '@influxdata/*', '@nats-io/*'];
const vendors = (sourceTag, ...own) => ({ sourceTag, bannedExternalImports: VENDORS.filter((vendor) => !own.includes(vendor)) });

/** Arrows point inward (docs/adr/0001-monorepo-and-arrows.md): app → adapter/feature → port → domain. */
const depConstraints = [
  type('domain', 'domain'),
  type('port', 'domain', 'port'),
  type('feature', 'domain', 'port'),
  type('adapter', 'domain', 'port'),
  type('sim', 'domain'),
  type('verifier', 'domain', 'adapter'),
  type('ui', 'domain'),
  type('dashboards', 'domain'),
  type('app', 'domain', 'port', 'feature', 'adapter'),
  type('demo', 'domain', 'port', 'feature', 'adapter', 'app', 'sim', 'verifier'),
  type('e2e', 'domain', 'port', 'feature', 'adapter', 'app', 'sim', 'demo', 'verifier', 'dashboards'),
  scope('telemetry', 'telemetry'),
  scope('access', 'telemetry', 'access'),
  scope('codecs', 'telemetry', 'codecs'),
  scope('catalogue', 'telemetry', 'catalogue'),
  scope('kpi', 'telemetry', 'catalogue', 'kpi'),
  scope('journal', 'telemetry', 'journal'),
  scope('journal-jetstream', 'telemetry', 'journal', 'journal-jetstream'),
  scope('store', 'telemetry', 'store'),
  scope('store-influx', 'telemetry', 'store', 'store-influx'),
  scope('registry', 'telemetry', 'access', 'rpc', 'store', 'registry'),
  scope('ingest', 'telemetry', 'access', 'journal', 'ingest'),
  scope('projection', 'telemetry', 'access', 'codecs', 'journal', 'store', 'projection'),
  scope('rpc', 'rpc'),
  scope('api-schema', 'telemetry', 'catalogue', 'kpi', 'api-schema'),
  scope('evidence', 'telemetry', 'catalogue', 'kpi', 'evidence'),
  scope('reports', 'telemetry', 'catalogue', 'kpi', 'reports'),
  scope('report-renderers', 'telemetry', 'catalogue', 'kpi', 'reports', 'report-renderers'),
  scope('bundles', 'telemetry', 'catalogue', 'kpi', 'evidence', 'reports', 'bundles'),
  scope('jobs', 'telemetry', 'jobs'),
  scope('verifier', 'telemetry', 'catalogue', 'kpi', 'evidence', 'reports', 'bundles', 'verifier'),
  scope('console', 'telemetry', 'catalogue', 'api-schema', 'console'),
  scope('dashboards', 'telemetry', 'catalogue', 'dashboards'),
  scope('sim', 'telemetry', 'codecs', 'sim'),
  vendors('type:domain'),
  vendors('type:port'),
  vendors('type:feature'),
  vendors('vendor:aedes', 'aedes'),
  vendors('vendor:mqtt', 'mqtt'),
  vendors('vendor:duckdb', '@duckdb/*'),
  vendors('vendor:influx', '@influxdata/*'),
  vendors('vendor:postgres', '@electric-sql/*', 'kysely', 'pg'),
  vendors('vendor:fs'),
  vendors('vendor:nats', '@nats-io/*'),
  vendors('type:sim', 'mqtt'),
  vendors('vendor:echarts'),
  vendors('vendor:zip'),
  vendors('type:verifier'),
  vendors('type:ui'),
  vendors('type:dashboards'),
  vendors('type:app', '@nestjs/*', 'mqtt'),
];

const clockOnly = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time comes from a Clock (libs/telemetry).' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from a Clock (libs/telemetry).' },
];
const noModuleMocks = { selector: "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|unstable_mockModule)$/]", message: 'Use a fake that passes the contract suite.' };
const noFocus = { selector: "MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]", message: 'No focused or skipped tests.' };

export default tseslint.config(
  { ignores: ['**/dist/**', '**/coverage/**', '**/node_modules/**', '.nx/**', '**/*.mjs'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // Naming a field beside a rest is how it is left out of it.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      'max-params': ['error', 5],
      'no-restricted-syntax': ['error', ...clockOnly, noModuleMocks, noFocus],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Configuration is read once: apps/platform/src/config.' }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/testing.ts', '**/testing/**/*.ts', 'test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 500 }], 'max-lines-per-function': 'off', 'no-restricted-properties': 'off' },
  },
  {
    // Nest resolves constructor parameters from the runtime class, so an `import type` would break injection.
    files: ['apps/platform/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
);
