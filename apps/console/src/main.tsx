import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './api/query-client.js';
import { App } from './app.js';
import { LanguageProvider } from './i18n/language-context.js';
import { CrashBoundary } from './ui/crash-boundary.js';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page lacks #root');

createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <CrashBoundary>
        <QueryClientProvider client={createQueryClient()}>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </QueryClientProvider>
      </CrashBoundary>
    </LanguageProvider>
  </StrictMode>,
);
