import type { AnswerOf } from '@yanshou/api-schema';
import type { ProjectRecord, SharedEvidence } from '@yanshou/registry';

type Finding = AnswerOf<'listEvidenceFindings'>['items'][number];

/** One finding for each paper and reason; of the other projects those in `visible` are named, the rest is a count. */
export function evidenceFindings(shared: readonly SharedEvidence[], visible: readonly ProjectRecord[]): Finding[] {
  const projects = new Map(visible.map((project) => [project.id, project]));
  const groups = new Map<string, SharedEvidence[]>();
  for (const entry of shared) {
    const key = `${entry.own.id}\n${entry.by}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => findingOf(group, projects));
}

function findingOf(group: readonly SharedEvidence[], projects: ReadonlyMap<string, ProjectRecord>): Finding[] {
  const [first] = group;
  if (first === undefined) return [];
  const { by, own } = first;
  const others = group.flatMap(({ other }) => {
    const project = projects.get(other.project);
    return project === undefined ? [] : [{ project: project.id, nameZh: project.nameZh, nameEn: project.nameEn, programme: project.programme, evidence: other.id, title: other.title }];
  });
  return [{
    code: `${by}-elsewhere`, evidence: own.id, title: own.title, ...(own.number === undefined ? {} : { number: own.number }), message: MESSAGES[by], others,
    beyondScope: group.length - others.length,
  }];
}

const MESSAGES = {
  number: { zh: '该编号的佐证也登记在其他项目中，请核实是否重复申报', en: 'evidence of this number is registered in another project too: find out whether it is claimed twice' },
  file: { zh: '同一文件也登记在其他项目中，请核实是否重复申报', en: 'the same file is registered in another project too: find out whether it is claimed twice' },
} as const;
