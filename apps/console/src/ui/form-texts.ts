import { sectionTexts } from '../i18n/section-texts.js';

/** What every form says. */
export const FORM_TEXTS = sectionTexts({
  optional: '选填',
  choose: '请选择',
  cancel: '取消',
  sending: '正在提交…',
  uploading: (percent: number) => `正在上传 ${percent} %`,
  processing: '已上传，正在处理…',
  secret: '新密钥，仅显示这一次，请立即保存',
  secretCopy: '复制',
  done: '完成',
}, {
  optional: 'optional',
  choose: 'Choose',
  cancel: 'Cancel',
  sending: 'Sending…',
  uploading: (percent) => `Uploading ${percent} %`,
  processing: 'Uploaded, being processed…',
  secret: 'The new secret, shown this once: keep it now',
  secretCopy: 'Copy it',
  done: 'Done',
});
