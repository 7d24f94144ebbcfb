import preset from '../../jest.preset.mjs';

const [[transformer, swc]] = Object.values(preset.transform);
const jsc = { ...swc.jsc, parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } };

/** Components too are tested: as the markup that they render. */
export default {
  ...preset,
  displayName: 'console',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { ...preset.transform, '^.+\\.tsx$': [transformer, { ...swc, jsc }] },
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.spec.tsx'],
};
