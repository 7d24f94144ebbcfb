import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { batchesQuery } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { Loaded } from '../ui/loaded.js';
import { Section } from '../ui/section.js';
import { Empty } from '../ui/states.js';
import { BatchDetails } from './batch-details.js';
import { BatchesTable } from './batches-table.js';

/** The batches of a project whose contract asks for traceability, and one of them with its way and its code. */
export const BatchesSection = ({ project }: { readonly project: ProjectDetail }) => project.contract?.traceability !== undefined && <Batches project={project} />;

function Batches({ project }: { readonly project: ProjectDetail }) {
  const { batches: texts } = useTexts();
  const [opened, setOpened] = useState<string>();
  return (
    <Section id="batches" title={texts.title}>
      <p className="muted">{texts.about}</p>
      <Loaded query={useQuery(batchesQuery(project.id))} lines={3}>
        {(batches) => batches.length === 0
          ? <Empty title={texts.empty} />
          : <BatchesTable batches={batches} zone={project.zone} opened={opened} onOpen={(id) => setOpened(id === opened ? undefined : id)} />}
      </Loaded>
      {opened !== undefined && <BatchDetails key={opened} project={project} batch={opened} />}
    </Section>
  );
}
