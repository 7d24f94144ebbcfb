import { route } from './request.js';

/** The operations that the console calls. */
export const ROUTES = {
  readSession: route<'readSession'>('get', '/session'),
  logIn: route<'logIn'>('post', '/session'),
  useLoginLink: route<'useLoginLink'>('post', '/session/link'),
  logOut: route<'logOut'>('delete', '/session'),
  changeUser: route<'changeUser'>('patch', '/users/{u}'),
  readCatalogue: route<'readCatalogue'>('get', '/catalogue'),
  readKey: route<'readKey'>('get', '/key'),
  listProgrammes: route<'listProgrammes'>('get', '/programmes'),
  readPortfolio: route<'readPortfolio'>('get', '/programmes/{g}/portfolio'),
  listProjects: route<'listProjects'>('get', '/projects'),
  readProject: route<'readProject'>('get', '/projects/{p}'),
  readIndicators: route<'readIndicators'>('get', '/projects/{p}/indicators'),
  readIndicatorHistory: route<'readIndicatorHistory'>('get', '/projects/{p}/indicators/{i}/history'),
  explainIndicator: route<'explainIndicator'>('get', '/projects/{p}/indicators/{i}/explain'),
  listDevices: route<'listDevices'>('get', '/projects/{p}/devices'),
  listFigures: route<'listFigures'>('get', '/projects/{p}/baselines'),
  listAssessments: route<'listAssessments'>('get', '/projects/{p}/assessments'),
  createAssessment: route<'createAssessment'>('post', '/projects/{p}/assessments'),
} as const;
