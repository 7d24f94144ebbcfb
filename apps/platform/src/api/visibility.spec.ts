import { describe, expect, it } from '@jest/globals';
import type { Caller, Role } from '@yanshou/access';
import type { ProjectRecord } from '@yanshou/registry';
import type { Identified } from './call.js';
import { seesProgramme, seesProject } from './visibility.js';

const projectOf = (id: string, programme: string): ProjectRecord =>
  ({ id, programme, nameZh: id, nameEn: id, zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
const PROJECTS = [projectOf('a', 'P1'), projectOf('b', 'P1'), projectOf('c', 'P2')];
const caller = (role: Role, ...scope: readonly string[]): Caller => ({ id: role, role, scope, mustChangePassword: false });
const by = (of: Caller, maker?: Caller): Identified => ({ caller: of, name: of.id, by: maker === undefined ? 'session' : 'token', tokenHash: 'h', expiresAt: null, ...(maker === undefined ? {} : { maker }) });

const ADMIN = caller('admin');
const OFFICER = caller('officer', 'programme:P1');
const MEMBER = caller('member', 'project:a');

describe('what a list shows', () => {
  it.each<[string, Identified, string[], string[]]>([
    ['to an administrator', by(ADMIN), ['a', 'b', 'c'], ['P1', 'P2', 'P3']],
    ['to an officer', by(OFFICER), ['a', 'b'], ['P1']],
    ['to a member', by(MEMBER), ['a'], ['P1']],
    ['to an auditor of a programme and a project', by(caller('auditor', 'programme:P1', 'project:c')), ['a', 'b', 'c'], ['P1', 'P2']],
    ['to an officer of a programme without projects', by(caller('officer', 'programme:P3')), [], ['P3']],
    ['to a member of a project that is gone', by(caller('member', 'project:gone')), [], []],
    ['to a member whose project is named like a programme', by(caller('member', 'project:P1')), [], []],
    ["to an administrator's token", by(ADMIN, ADMIN), ['a', 'b', 'c'], ['P1', 'P2', 'P3']],
    ["to a member's token of an administrator", by(MEMBER, ADMIN), ['a'], ['P1']],
    ['to a token of more than its maker has kept', by(OFFICER, MEMBER), ['a'], ['P1']],
    ['to a token whose maker has kept none of it', by(MEMBER, caller('officer', 'programme:P2')), [], []],
  ])('%s', (_whom, identified, projects, programmes) => {
    expect(PROJECTS.filter((project) => seesProject(identified, project)).map(({ id }) => id)).toEqual(projects);
    expect(['P1', 'P2', 'P3'].filter((programme) => seesProgramme(identified, programme, PROJECTS))).toEqual(programmes);
  });
});
