import { useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * A change to a project. Once it is made, `part` is read again before `onDone` is told; everything else that was read of the
 * project, its indicators among it, and the portfolio that it is part of, is read again meanwhile.
 */
export function useProjectWrite<Input, Output>(project: string, part: string, write: (input: Input) => Promise<Output>, onDone?: (output: Output) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async (output) => {
      const rest = client.invalidateQueries({ predicate: ({ queryKey: [kind, of, name] }) => kind === 'portfolios' || (kind === 'project' && of === project && name !== part) });
      await client.invalidateQueries({ queryKey: ['project', project, part] });
      onDone?.(output);
      await rest.catch(() => undefined);
    },
  });
}
