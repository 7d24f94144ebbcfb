/** All projects in one run; `test` holds what talks to a whole platform. */
export default {
  projects: ['<rootDir>/libs/*/jest.config.mjs', '<rootDir>/dashboards/jest.config.mjs', '<rootDir>/devices-sim/jest.config.mjs', '<rootDir>/apps/*/jest.config.mjs', '<rootDir>/test/jest.config.mjs'],
};
