import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A write after which what was read under `key` is read again, before `onDone` is told. */
export function useWrite<Input, Output>(key: readonly string[], write: (input: Input) => Promise<Output>, onDone?: (output: Output) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async (output) => {
      await client.invalidateQueries({ queryKey: key });
      onDone?.(output);
    },
  });
}
