import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ADMINISTRATION_ROUTES } from '../administration/administration-queries.js';
import type { Settings } from '../administration/administration-view.js';
import { withinEntry } from '../api/problem.js';
import { request } from '../api/request.js';

/** Settings as they are to be; where it is one entry that is changed, which, so that what is refused of it is shown at its fields. */
export interface Changed {
  readonly settings: Settings;
  readonly entry?: string;
}

/**
 * Changes part of a programme's settings. They are saved as a whole, so they are read again first: what somebody else has
 * changed meanwhile, and what the form does not show, stays. Whatever is judged by them is read again afterwards.
 */
export function useSettingsWrite<Input>(programme: string, change: (present: Settings, input: Input) => Changed, onDone: () => void) {
  const client = useQueryClient();
  const params = { g: programme };
  return useMutation({
    mutationFn: async (input: Input): Promise<Settings> => {
      const { settings: body, entry } = change(await request(ADMINISTRATION_ROUTES.readProgrammeSettings, { params }), input);
      try {
        return await request(ADMINISTRATION_ROUTES.saveProgrammeSettings, { params, body });
      } catch (error) {
        throw entry === undefined ? error : withinEntry(error, entry);
      }
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['programme', programme] });
      onDone();
      await client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind === 'project' || kind === 'portfolios' });
    },
  });
}
