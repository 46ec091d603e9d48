/** What a page for programmers is for, and the way to the API's documentation. */
import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';

interface DocsLeadProps {
  lead: string;
  /** What is to be read there. */
  link: string;
}

export function DocsLead({ lead, link }: DocsLeadProps) {
  return (
    <>
      {lead}{' '}
      <Anchor href="/v1/docs" target="_blank" inherit underline="always">
        {link} <IconExternalLink size={14} style={{ verticalAlign: -2 }} aria-hidden />
      </Anchor>
    </>
  );
}
