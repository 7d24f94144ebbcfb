import { settings } from './config.schema.js';

/** The text of `.env.example`: every setting with its description, commented out, its default shown. */
export function envExample(): string {
  const lines = Object.entries(settings).map(([key, type]) => {
    const fallback = type.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : '';
    return `# ${type.description ?? ''}\n#${key}=${value}\n`;
  });
  return `# 由 apps/platform/src/config/config.schema.ts 生成 / generated from it: change the schema, not this file.\n\n${lines.join('\n')}`;
}
