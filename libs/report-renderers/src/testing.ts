export * from './testing/pdf-text.js';
