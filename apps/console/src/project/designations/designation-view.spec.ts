import { describe, expect, it } from '@jest/globals';
import { freeId, isOfProject } from './designation-view.js';

describe('a designation', () => {
  it('has an id that no other has', () => {
    expect([freeId('national-project', []), freeId('national-project', ['national-project-1', 'national-project-3']), freeId('national-project', ['agriculture-park-1'])]).toEqual(['national-project-1', 'national-project-2', 'national-project-1']);
  });

  it('is of the project itself, or of what has a name of its own', () => {
    expect(['municipal-project', 'national-project', 'agriculture-park', 'logistics-enterprise', ''].map(isOfProject)).toEqual([true, true, false, false, false]);
  });
});
