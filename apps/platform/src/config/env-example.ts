import { isSecret, settings } from './config.schema.js';

/** The text of `.env.example`: every setting with its description, commented out, its default shown. */
export function envExample(): string {
  const lines = Object.entries(settings).map(([key, type]) => {
    const fallback = type.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : '';
    const file = isSecret(key) ? `#${key}_FILE=\n` : '';
    return `# ${type.description ?? ''}\n#${key}=${value}\n${file}`;
  });
  return `# 由 apps/platform/src/config/config.schema.ts 生成 / generated from it: change the schema, not this file.\n# NAME_FILE：值从该文件读取，与 NAME 二选一 / the value is read from that file; set one of both.\n\n${lines.join('\n')}`;
}
