import type { Language } from './language.js';
import { sayIn, uidIn } from './language.js';
import type { FieldSpec } from './panels/panel-spec.js';

/** Opens the device of a series, in the same project. */
export const deviceLink = (language: Language): NonNullable<FieldSpec['link']> => ({
  title: sayIn(language)('打开设备看板', 'Open the device'),
  url: `/d/${uidIn(language, 'device')}?var-ds=\${ds}&var-device=\${__field.labels.device}&\${__url_time_range}`,
});
