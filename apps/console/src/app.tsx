import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { PortfolioPage } from './portfolio/portfolio-page.js';
import { LoginPage } from './session/login-page.js';
import { SessionGate } from './session/session-gate.js';
import { NotFoundPage } from './ui/not-found-page.js';

/** Loaded when the first project is opened. */
const ProjectPage = lazy(async () => ({ default: (await import('./project/project-page.js')).ProjectPage }));

const SelfAssessmentPage = lazy(async () => ({ default: (await import('./self-assessment/self-assessment-page.js')).SelfAssessmentPage }));
const LibraryPage = lazy(async () => ({ default: (await import('./library/library-page.js')).LibraryPage }));
const AlarmsPage = lazy(async () => ({ default: (await import('./platform/alarms-page.js')).AlarmsPage }));
const AdministrationPage = lazy(async () => ({ default: (await import('./administration/administration-page.js')).AdministrationPage }));

/** What is at which address. Everything but the login needs a session. */
export function App() {
  return (
    <Routes>
      <Route path="/login" element={<LoginPage />} />
      <Route element={<SessionGate />}>
        <Route index element={<PortfolioPage />} />
        <Route path="/projects/:project/self-assessment/:year" element={<SelfAssessmentPage />} />
        <Route path="/library" element={<LibraryPage />} />
        <Route path="/projects/:project/:tab?" element={<ProjectPage />} />
        <Route path="/alarms" element={<AlarmsPage />} />
        <Route path="/administration" element={<AdministrationPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
