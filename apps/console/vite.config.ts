import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { mockApi } from './dev/mock-plugin.js';

/** A platform running beside the development server; `--mode mock` answers from made-up data instead. */
const DEVELOPMENT_API = 'http://127.0.0.1:3000';

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'mock' ? [mockApi()] : [])],
  resolve: { conditions: ['@yanshou/source', 'module', 'browser'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The platform's content security policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The domain is pure: of its modules only what is used comes along, not the whole catalogue for one function.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /[\\/]libs[\\/]/, sideEffects: false }] } },
    // The chart library is one lazy chunk.
    chunkSizeWarningLimit: 700,
  },
  server: mode === 'mock' ? {} : { proxy: { '/api': DEVELOPMENT_API } },
}));
