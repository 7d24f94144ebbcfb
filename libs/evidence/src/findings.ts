import type { BilingualText } from '@yanshou/catalogue';

/**
 * What a verifier can find, in the order of the layers. Codes are stable. Each text says what is wrong and what to do;
 * the finding names the file and, where there is one, the place in it.
 */
export const FINDINGS = {
  'not-a-zip': { zh: '不是压缩包，请给出核算报告包（.zip）', en: 'is no zip: name a bundle (.zip)' },
  'zip-truncated': { zh: '压缩包不完整，找不到目录（可能下载中断），请重新获取', en: 'the zip is cut short: it has no directory. Fetch it again' },
  'zip-damaged': { zh: '压缩包结构损坏或有歧义，请重新获取原件', en: 'the structure of the zip is damaged or ambiguous. Ask for the original' },
  'zip-empty': { zh: '压缩包里没有文件', en: 'the zip holds no file' },
  'zip-too-many-entries': { zh: '压缩包条目过多，不是核算报告包', en: 'the zip holds more entries than a bundle can' },
  'zip-entry-too-large': { zh: '文件大于该类文件的上限', en: 'the file is larger than a file of its kind can be' },
  'zip-bomb': { zh: '压缩比异常（疑似压缩炸弹），未予展开', en: 'the file would expand beyond any honest ratio (a zip bomb); it was not expanded' },
  'zip-entry-doubled': { zh: '同名文件出现两次（含仅大小写或编码形式不同）', en: 'the same name occurs twice (also when only case or Unicode form differ)' },
  'zip-path-escapes': { zh: '文件路径指向文件夹之外', en: 'the path leads out of the folder' },
  'zip-outside-folder': { zh: '文件不在唯一的顶层文件夹内', en: 'the file is not in the one folder of the bundle' },
  'zip-symlink': { zh: '条目是符号链接，核算报告包不含链接', en: 'the entry is a symbolic link; a bundle has none' },
  'zip-encrypted': { zh: '条目已加密，无法核验', en: 'the entry is encrypted and cannot be checked' },
  'zip-entry-damaged': { zh: '文件无法解压或与压缩包目录不符', en: 'the file cannot be unpacked, or contradicts the directory of the zip' },
  'folder-name': { zh: '文件夹名称与报告中的项目和核算编号不符', en: "the folder's name is not that of the report's project and assessment" },
  'file-missing': { zh: '缺少文件', en: 'the file is missing' },
  'file-unlisted': { zh: '文件不在清单中', en: 'the file is in no manifest' },
  'file-unexpected': { zh: '该格式的核算报告包没有此文件', en: 'a bundle of this format has no such file' },
  'file-changed': { zh: '文件内容与清单中的摘要不符，已被改动', en: 'the content does not have the digest in the manifest: it was changed' },
  'manifest-malformed': { zh: '清单不是规范格式', en: 'the manifest is not in its canonical form' },
  'tag-text-differs': { zh: '文件内容与按其他文件推出的规范文本不符', en: 'the text is not the one that follows from the other files' },
  'format-unknown': { zh: '核算报告包的格式版本未知，请使用新版核验程序', en: 'the format of the bundle is unknown: use a newer verifier' },
  'signature-malformed': { zh: '签名文件无法识别', en: 'the signature cannot be read' },
  'signature-not-canonical': { zh: '签名文件不是规范编码', en: 'the signature is not in its canonical encoding' },
  'signature-invalid': { zh: '签名无效', en: 'the signature is invalid' },
  'signature-other-key': { zh: '签名所用密钥不是给定的密钥，请向出具单位核对指纹', en: 'signed by another key than the one given: compare the fingerprint with the issuer' },
  'signature-covers-other': { zh: '文件与签名中的摘要不符，签名后被改动', en: 'the file does not have the digest that was signed: it was changed afterwards' },
  'json-malformed': { zh: '不是合法的 JSON', en: 'is not valid JSON' },
  'json-too-large': { zh: 'JSON 中的数值个数超过任何核算报告包所需，未予读取', en: 'the JSON holds more values than any bundle needs; it was not read' },
  'json-not-canonical': { zh: 'JSON 不是规范文本（RFC 8785）', en: 'the JSON is not in its canonical form (RFC 8785)' },
  'json-invalid': { zh: 'JSON 内容不符合该文件的格式', en: 'the JSON is not what this file holds' },
  'contents-disagree': { zh: '与报告包中的其他文件不一致', en: 'contradicts another file of the bundle' },
  'downtime-unproven': { zh: '所述平台停机没有心跳依据，不得据此扣减应有间隔；请向出具单位索取含两期平台完整率的报告包', en: 'downtime of the platform is claimed without the coverage by its heartbeats, so no interval may be left out for it: ask the issuer for a bundle that holds the platform coverage of both periods' },
  'downtime-contradicted': { zh: '在所述平台停机期间收到过读数，停机不实', en: 'a reading was received while the platform is said to have been down: it was not' },
  'extract-malformed': { zh: '读数文件无法读取', en: 'the extract of readings cannot be read' },
  'extract-out-of-order': { zh: '读数未按设备、测点、时间严格升序', en: 'the readings are not strictly ascending by device, metric and time' },
  'extract-foreign-project': { zh: '读数属于其他项目', en: 'the extract holds readings of another project' },
  'extract-outside-period': { zh: '读数时间超出声明的范围', en: 'a reading lies outside the range that the extract declares' },
  'extract-does-not-cover': { zh: '读数文件未覆盖考核时段或基期', en: 'the extract does not cover the period' },
  'extract-too-costly': { zh: '读数条数或序列数超出该文件大小所能有的上限，未予复算；请向出具单位核对原件', en: 'holds more readings or series than a file of its size can honestly have; nothing was recomputed. Ask the issuer for the original' },
  'extract-rows-differ': { zh: '读数条数与声明不符', en: 'the number of readings is not the one declared' },
  'indicator-unknown': { zh: '本核验程序不认识该指标，无法复算', en: 'this verifier does not know the indicator and cannot recompute it' },
  'formula-version-unknown': { zh: '本核验程序没有该公式版本，无法复算，请使用对应版本', en: 'this verifier does not know this version of the formula: use the one that does' },
  'definition-differs': { zh: '指标定义与核验程序中同版本的定义不同', en: "the definition differs from the verifier's of the same version" },
  'indicator-missing': { zh: '任务书中的指标没有出现在报告中', en: "an indicator of the contract is not in the report" },
  'indicator-doubled': { zh: '同一指标在报告中出现两次', en: 'the indicator is in the report twice' },
  'recomputation-impossible': { zh: '无法由报告包中的数据复算', en: 'nothing can be computed from what the bundle holds' },
  'row-differs': { zh: '复算值与报告不一致', en: 'recomputation differs from the report' },
  'superseded-differs': { zh: '被更正的核算报告与本报告所述不一致', en: 'the superseded statement is not the one that this statement says it corrects' },
  'statement-differs': { zh: '报告内容与按复算结果推出的不一致', en: 'the statement differs from what follows from the recomputed rows and the other files' },
  'opinions-empty': { zh: '核查意见文件里没有意见，请重新导出', en: 'the file holds no opinion: export it again' },
  'opinions-malformed': { zh: '核查意见文件不是每行一个签名的格式，或过大', en: 'the file is not one signature a line, or holds more than any assessment has' },
  'opinion-out-of-chain': { zh: '核查意见与前一条不相衔接：有意见被删去、插入、改动或调换了次序', en: 'the opinion does not follow on the one before it: one was left out, put in, changed or moved' },
  'opinion-of-another': { zh: '核查意见所针对的不是本核算报告', en: 'the opinion is about another statement than this one' },
  'opinion-contradicts': { zh: '核查意见与所针对的报告或先前意见不符', en: 'the opinion contradicts the statement that it is about, or what was said before it' },
  'figures-differ': { zh: '报告的对照数值与推算不一致', en: 'the figures side by side differ from what follows from the rows and the declared figures' },
} as const satisfies Record<string, BilingualText>;

export type FindingCode = keyof typeof FINDINGS;

/** One thing that is wrong with a bundle, and where. Plain JSON. */
export interface Finding {
  readonly code: FindingCode;
  /** Path in the bundle; the name of an entry as the zip has it, or '' for the zip itself. */
  readonly file: string;
  /** Place in the file: a line, a JSON path, a row of readings; indicators by their id. */
  readonly place?: string;
  /** What should be there, and what is. */
  readonly expected?: string;
  readonly actual?: string;
}

export type FindingDetail = Pick<Finding, 'place' | 'expected' | 'actual'>;

export const finding = (code: FindingCode, file: string, detail: FindingDetail = {}): Finding => ({ code, file, ...detail });

const LONGEST = 200;

/** One line for people: `data/report.json networked-device-ratio.value: …`. */
export function describeFinding({ code, file, place, expected, actual }: Finding, language: 'zh' | 'en'): string {
  const where = [file, place ?? ''].filter((part) => part !== '').join(' ');
  const values = [
    expected === undefined ? '' : `${language === 'zh' ? '应为' : 'expected'} ${clipped(expected)}`,
    actual === undefined ? '' : `${language === 'zh' ? '实为' : 'found'} ${clipped(actual)}`,
  ].filter((part) => part !== '').join(language === 'zh' ? '，' : ', ');
  const text = `${FINDINGS[code][language]}${values === '' ? '' : language === 'zh' ? `（${values}）` : ` (${values})`}`;
  return where === '' ? text : `${visible(where)}: ${text}`;
}

const clipped = (text: string): string => visible(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** Names and values come from whoever made the bundle: nothing of them may steer a terminal. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
